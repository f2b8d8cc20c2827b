using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>The XML comment of a stream method is the summary and the description of its endpoint.</summary>
public sealed class DocumentationTests
{
    private const string Streams = """
        namespace Shop;

        public sealed class Streams
        {
            /// <summary>
            ///   Tells of the <see cref="Change{T}.Added"/> and <see langword="null"/> events
            ///   of <paramref name="room"/>, such as <c>a &lt; b</c> "quoted".
            /// </summary>
            /// <remarks>One line.<para>Another, see <see href="https://example.org">the page</see>.</para></remarks>
            [RouteGet("/told/{room}")]
            public EventStream<string> Told(string room) => new();

            /// <summary>The comment.</summary>
            [RouteGet("/named"), EndpointSummary("The attribute.")]
            public EventStream<string> Named() => new();

            /** <summary>In another form.</summary> */
            [RoutePost("/posted")]
            public IAsyncEnumerable<string> Posted([FromBody] string text) => throw new NotSupportedException();

            // No comment of the language's.
            [RouteGet("/silent")]
            public EventStream<string> Silent() => new();
        }

        public sealed class Change<T>
        {
            public sealed class Added;
        }
        """;

    private const string Setup = """
        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app) { }
        }
        """;

    [Theory]
    [InlineData(
        "/told/{room}", "Tells of the Added and null events of room, such as a < b \"quoted\".", "One line.\nAnother, see the page.")]
    [InlineData("/named", "The attribute.", null)]
    [InlineData("/posted", "In another form.", null)]
    [InlineData("/silent", null, null)]
    public async Task Comment_of_a_stream_is_metadata_of_its_endpoint(string pattern, string? summary, string? description)
    {
        await using var app = await RunningApp.StartAsync(Streams, Setup);

        var metadata = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(endpoint => endpoint.RoutePattern.RawText == pattern).Metadata;

        Assert.Equal(
            (summary, description),
            (metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary, metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description));
    }
}
