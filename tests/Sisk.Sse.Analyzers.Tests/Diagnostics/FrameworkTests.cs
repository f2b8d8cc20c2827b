using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>ASP.NET Core's analyzers beside these.</summary>
public sealed class FrameworkTests
{
    [Theory]
    [InlineData("[RouteGet(\"/a/{id\")]")]
    [InlineData("[Sisk.Sse.RoutePostAttribute(\"/a/{id}/{id}\")]")]
    [InlineData("[RouteGet(\"/a/{}\")]")]
    public async Task Broken_route_template_is_reported_once(string attribute)
    {
        var analysis = await RunAsync($"public class Streams {{ {attribute} public EventStream<string> Watch() => new(); }}");

        Assert.Equal("SSE004", Assert.Single(analysis.Diagnostics, d => d.Id is "SSE004" or "ASP0017").Id);
    }

    [Fact]
    public async Task Broken_prefix_is_reported_once()
    {
        var analysis = await RunAsync(
            "[RoutePrefix(\"/a/{id\")] public class Streams { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }");

        Assert.Equal("SSE004", Assert.Single(analysis.Diagnostics, d => d.Id is "SSE004" or "ASP0017").Id);
    }

    [Fact]
    public async Task Broken_template_of_a_minimal_API_is_left_to_the_framework()
    {
        var analysis = await RunAsync(
            "public static class Other { public static void Map(WebApplication app) => app.MapGet(\"/a/{id\", () => 1); }");

        Assert.Contains(analysis.Diagnostics, d => d.Id == "ASP0017");
    }

    private static Task<Analysis> RunAsync(string source) => Analysis.RunAsync([source], new Settings { HasFrameworkAnalyzers = true });
}
