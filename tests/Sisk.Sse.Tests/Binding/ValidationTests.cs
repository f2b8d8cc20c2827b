using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Data annotations are applied as in minimal APIs, if the application calls <c>AddValidation()</c>.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("/take?take=11", null, 1)]
    [InlineData("/take?take=10", null, 0)]
    [InlineData("/take", null, 0)]
    [InlineData("/takes?takes=1&takes=2&takes=3", null, 1)]
    [InlineData("/named/abcd", null, 1)]
    [InlineData("/named/ABC", null, 1)]
    [InlineData("/named/abc?number=3", null, 1)]
    [InlineData("/named/abc?number=2", null, 0)]
    [InlineData("/prompt", """{"text":"a question that is too long"}""", 1)]
    [InlineData("/prompt", """{"text":""}""", 1)]
    [InlineData("/prompt", """{"text":"short","author":{"address":"none"}}""", 1)]
    [InlineData("/prompt", """{"text":"short"}""", 0)]
    [InlineData("/prompts", """[{"text":"short"},{"text":"a question that is too long"}]""", 1)]
    [InlineData("/prompts", """[{"text":"1"},{"text":"2"},{"text":"3"}]""", 1)]
    [InlineData("/prompts", """[]""", 0)]
    [InlineData("/period", """{"from":2,"until":1}""", 1)]
    [InlineData("/period", """{"from":1,"until":2}""", 0)]
    [InlineData("/whole?from=2&until=1", null, 1)]
    [InlineData("/whole?from=1&until=2", null, 0)]
    [InlineData("/ordered?first=20&second=10", null, 1)]
    [InlineData("/ordered?first=1&second=1", null, 3)]
    [InlineData("/ordered?first=1&second=2", null, 0)]
    [InlineData("/both?from=2&until=1&first=20&second=10", null, 2)]
    [InlineData("/both?from=2&until=1&first=1&second=1", null, 4)]
    [InlineData("/both?from=1&until=2&first=1&second=1&take=11", null, 4)]
    [InlineData("/both?from=2&until=1&first=1&second=2&take=11", null, 2)]
    [InlineData("/window?window=8", null, 1)]
    [InlineData("/window?window=7", null, 0)]
    public async Task Rules_are_those_of_minimal_APIs(string path, string? body, int errors)
    {
        await using var app = await StartAsync();

        var generated = await AskAsync(app, "/validated" + path, body);
        var minimal = await AskAsync(app, "/minimal" + path, body);

        Assert.Equal(minimal, generated);
        Assert.Equal(errors, generated.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("/slice?from=10", null, "From: The field From must be between 0 and 9.")]
    [InlineData("/slice?from=1&to=10", null, "To: The field To must be between 0 and 9.")]
    [InlineData("/sized?size=-1", null, "Size: The field Size must be between 0 and 9.")]
    [InlineData("/sized?size=0", null, ": It is empty.")]
    [InlineData("/whole?from=2&until=x", null, "Until: The query parameter 'Until' does not parse as Int32.")]
    [InlineData("/ordered?first=2&second=1", null, ": OrderedPair is not in order.")]
    [InlineData("/other-name?q=a", null, "q: The field q must be a string or array type with a minimum length of '2'.")]
    [InlineData("/required", null, "text: The text field is required.")]
    [InlineData(
        "/resumed", """{"text":"a question that is too long"}""", "Text: The field Text must be a string with a maximum length of 10.")]
    public async Task Invalid_value_is_named_as_the_client_knows_it(string path, string? body, string error)
    {
        await using var app = await StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, error), await AskAsync(app, "/validated" + path, body));
    }

    [Fact]
    public async Task Value_that_is_to_be_skipped_has_no_rules()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "/validated/skipped", """{"text":""}""")).Status);
    }

    [Fact]
    public async Task Nothing_is_validated_in_an_application_that_does_not_ask_for_it()
    {
        await using var app = await TestApp.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "/validated/take?take=11")).Status);
    }

    [Fact]
    public async Task Nothing_is_validated_where_validation_is_disabled()
    {
        await using var app = await TestApp.StartAsync(
            services: AddValidation, mapStreams: static app => app.MapEventStreams().DisableValidation());

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "/validated/take?take=11")).Status);
    }

    [Fact]
    public async Task Filters_see_an_invalid_value_by_the_status()
    {
        var statuses = new List<int>();
        await using var app = await TestApp.StartAsync(
            services: AddValidation,
            mapStreams: app => app.MapEventStreams().AddEndpointFilter((context, next) =>
            {
                statuses.Add(context.HttpContext.Response.StatusCode);
                return next(context);
            }));

        var answer = await AskAsync(app, "/validated/take?take=11");

        Assert.Equal((HttpStatusCode.BadRequest, "take: The field take must be between 1 and 10."), answer);
        Assert.Equal([StatusCodes.Status400BadRequest], statuses);
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(Map, services: AddValidation);

    /// <summary>The only call in the project: the framework's generator fails if there are two.</summary>
    private static void AddValidation(IServiceCollection services) => services.AddValidation();

    private static void Map(WebApplication app)
    {
        var minimal = app.MapGroup("/minimal");
        minimal.MapGet("/take", ValidatedStreams.Take);
        minimal.MapGet("/takes", ValidatedStreams.Takes);
        minimal.MapGet("/named/{name}", ValidatedStreams.Named);
        minimal.MapGet("/whole", ValidatedStreams.Whole);
        minimal.MapGet("/ordered", ValidatedStreams.InOrder);
        minimal.MapGet("/both", ValidatedStreams.Both);
        minimal.MapGet("/window", ValidatedStreams.Windowed);
        minimal.MapPost("/prompt", ValidatedStreams.Ask);
        minimal.MapPost("/prompts", ValidatedStreams.AskAll);
        minimal.MapPost("/period", ValidatedStreams.During);
    }

    /// <summary>Returns the status and the errors, one in each line.</summary>
    private static async Task<(HttpStatusCode Status, string Errors)> AskAsync(TestApp app, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.StatusCode is not HttpStatusCode.BadRequest)
        {
            return (response.StatusCode, "");
        }

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var errors = problem.GetProperty("errors").EnumerateObject()
            .Select(static error => $"{error.Name}: {string.Join(' ', error.Value.EnumerateArray())}");
        return (response.StatusCode, string.Join('\n', errors));
    }
}
