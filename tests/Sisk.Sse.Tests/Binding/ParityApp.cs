using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Binding;

/// <summary>An application in which each method is mapped by the generator and by minimal APIs.</summary>
public sealed class ParityApp : IAsyncLifetime
{
    /// <summary>The maximum request body size of the server, in bytes.</summary>
    internal const int MaxBody = 1024;

    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
        Map,
        services: services => services
            .Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBody)
            .AddSingleton<Greeter>().AddKeyedSingleton("k", new Greeter { Word = "hi" }));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Sends the request and returns the status, the arguments that the method received and the body.</summary>
    internal async Task<(int Status, string Value, string Body)> AskAsync(string side, BindingCase asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), new Uri("/" + side + asked.Path, UriKind.Relative));
        foreach (var header in asked.Headers)
        {
            request.Headers.TryAddWithoutValidation("X-Value", header);
            request.Headers.TryAddWithoutValidation("X-Tenant", header);
            request.Headers.TryAddWithoutValidation("value", header);
        }

        if (asked.Body is not null)
        {
            request.Content = new StringContent(asked.Body);
            request.Content.Headers.ContentType = asked.ContentType is null ? null : MediaTypeHeaderValue.Parse(asked.ContentType);
        }

        using var response = await _app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, Value(side, (int)response.StatusCode, body), body);
    }

    private string Value(string side, int status, string body) => (side, status) switch
    {
        ("generated", 200) => string.Join(
            '\n', body.Split("event: end")[0].Split('\n').Where(IsData).Select(line => line["data: ".Length..])),
        ("minimal", 200) => JsonSerializer.Deserialize<string[]>(body)!.Single(),
        (_, 500) => _app.Logs.Entries.Last(entry => entry.Exception is not null).Exception!.ToString(),
        _ => "",
    };

    private static bool IsData(string line) => line.StartsWith("data: ", StringComparison.Ordinal);

    private static void Map(WebApplication app)
    {
        var minimal = app.MapGroup("/minimal");
        MapValues(minimal);
        MapLists(minimal);
        MapRoutes(minimal);
        MapParts(minimal);
        MapSelfBound(minimal);
        MapBodies(minimal);
        MapOblivious(minimal.MapGroup("/oblivious"));
    }

    private static void MapValues(RouteGroupBuilder minimal)
    {
        minimal.MapGet("/text", BoundStreams.Text);
        minimal.MapGet("/text-null", BoundStreams.TextOrNull);
        minimal.MapGet("/text-default", BoundStreams.TextOrDefault);
        minimal.MapGet("/int", BoundStreams.Int);
        minimal.MapGet("/int-null", BoundStreams.IntOrNull);
        minimal.MapGet("/int-default", BoundStreams.IntOrDefault);
        minimal.MapGet("/int-null-default", BoundStreams.IntOrNullOrDefault);
        minimal.MapGet("/numbers", BoundStreams.Numbers);
        minimal.MapGet("/bool", BoundStreams.Bool);
        minimal.MapGet("/char", BoundStreams.Char);
        minimal.MapGet("/guid", BoundStreams.Identity);
        minimal.MapGet("/time", BoundStreams.Time);
        minimal.MapGet("/offset", BoundStreams.Offset);
        minimal.MapGet("/date", BoundStreams.Date);
        minimal.MapGet("/enum", BoundStreams.Enumeration);
        minimal.MapGet("/enum-null", BoundStreams.EnumerationOrNull);
        minimal.MapGet("/enum-default", BoundStreams.EnumerationOrDefault);
        minimal.MapGet("/own", BoundStreams.Own);
        minimal.MapGet("/own-null", BoundStreams.OwnOrNull);
        minimal.MapGet("/framework", BoundStreams.Framework);
    }

    private static void MapLists(RouteGroupBuilder minimal)
    {
        minimal.MapGet("/texts", BoundStreams.Texts);
        minimal.MapGet("/texts-null", BoundStreams.TextsOrNull);
        minimal.MapGet("/ints", BoundStreams.Ints);
        minimal.MapGet("/ints-null", BoundStreams.IntsOrNull);
        minimal.MapGet("/nullable-ints", BoundStreams.NullableInts);
        minimal.MapGet("/enums", BoundStreams.Enumerations);
        minimal.MapGet("/string-values", BoundStreams.StringValues);
        minimal.MapGet("/string-values-null", BoundStreams.StringValuesOrNull);
        minimal.MapGet("/header-texts", BoundStreams.HeaderTexts);
        minimal.MapGet("/header", BoundStreams.Header);
        minimal.MapGet("/header-null", BoundStreams.HeaderOrNull);
        minimal.MapGet("/headers", BoundStreams.Headers);
        minimal.MapGet("/header-ints", BoundStreams.HeaderInts);
    }

    private static void MapRoutes(RouteGroupBuilder minimal)
    {
        minimal.MapGet("/route/{value}", BoundStreams.Route);
        minimal.MapGet("/route-int/{value}", BoundStreams.RouteInt);
        minimal.MapGet("/route-named/{id}", BoundStreams.RouteNamed);
        minimal.MapGet("/constrained/{value:int:min(3)}", BoundStreams.Constrained);
        minimal.MapGet("/length/{value:length(2)}", BoundStreams.Pattern);
        minimal.MapGet("/file/{name}.{kind?}", BoundStreams.FileName);
        minimal.MapGet("/between/{first}-{second:int}", BoundStreams.Between);
        minimal.MapGet("/optional/{value?}", BoundStreams.Optional);
        minimal.MapGet("/optional-required/{value?}", BoundStreams.OptionalButRequired);
        minimal.MapGet("/default/{value=3}", BoundStreams.Default);
        minimal.MapGet("/rest/{**value}", BoundStreams.Rest);
    }

    private static void MapParts(RouteGroupBuilder minimal)
    {
        minimal.MapGet("/request", BoundStreams.Request);
        minimal.MapGet("/services", BoundStreams.Services);
        minimal.MapGet("/page", BoundStreams.Paged);
        minimal.MapGet("/filter/{id}", BoundStreams.Filtered);
        minimal.MapGet("/range", BoundStreams.Ranged);
        minimal.MapGet("/window", BoundStreams.Windowed);
        minimal.MapGet("/slice", BoundStreams.Sliced);
    }

    private static void MapSelfBound(RouteGroupBuilder minimal)
    {
        minimal.MapGet("/bound", BoundStreams.SelfBound);
        minimal.MapGet("/bound-null", BoundStreams.SelfBoundOrNull);
        minimal.MapGet("/bound-default", BoundStreams.SelfBoundOrDefault);
        minimal.MapGet("/bound-structure", BoundStreams.SelfBoundStructure);
        minimal.MapGet("/bound-structure-null", BoundStreams.SelfBoundStructureOrNull);
        minimal.MapGet("/bound-route/{tenant}", BoundStreams.SelfBoundBesideRoute);
        minimal.MapGet("/bound-text", BoundStreams.SelfBoundAsText);
        minimal.MapGet("/bound-inherited", BoundStreams.SelfBoundByItsBase);
        minimal.MapGet("/bound-beside", BoundStreams.SelfBoundBeside);
        minimal.MapGet("/bound-part", BoundStreams.SelfBoundPart);
        minimal.MapPost("/bound-body", BoundStreams.SelfBoundBeforeTheBody);
    }

    private static void MapBodies(RouteGroupBuilder minimal)
    {
        minimal.MapPost("/body", BoundStreams.Body);
        minimal.MapPost("/body-null", BoundStreams.BodyOrNull);
        minimal.MapPost("/body-marked", BoundStreams.BodyMarked);
        minimal.MapPost("/body-empty", BoundStreams.BodyEmpty);
        minimal.MapPost("/body-beside/{id}", BoundStreams.BodyBeside);
        minimal.MapPost("/body-shape", BoundStreams.BodyShape);
        minimal.MapPost("/body-list", BoundStreams.BodyList);
        minimal.MapPost("/body-stream", BoundStreams.BodyStream);
        minimal.MapPost("/posted/{room}", BoundStreams.Posted);
    }

    private static void MapOblivious(RouteGroupBuilder minimal)
    {
        minimal.MapGet("/text", ObliviousStreams.Text);
        minimal.MapGet("/int", ObliviousStreams.Int);
        minimal.MapGet("/route/{value?}", ObliviousStreams.Route);
        minimal.MapGet("/string-values-null", BoundStreams.StringValuesOrNull);
        minimal.MapGet("/header-texts", BoundStreams.HeaderTexts);
        minimal.MapGet("/header", ObliviousStreams.Header);
        minimal.MapGet("/bound", ObliviousStreams.SelfBound);
        minimal.MapPost("/body", ObliviousStreams.Body);
    }
}
