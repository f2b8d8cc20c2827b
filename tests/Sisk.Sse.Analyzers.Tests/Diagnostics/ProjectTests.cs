using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class ProjectTests
{
    private static readonly Settings _bare = new() { HasStartup = false };

    [Fact]
    public Task Methods_that_are_never_mapped_are_one_warning_at_the_first() => Verify.ReportsAsync("SSE025", """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> [|A|]() => new();

            [RouteGet("/b")]
            public EventStream<int> B() => new();
        }
        """, _bare);

    [Fact]
    public Task The_methods_of_a_library_are_mapped_by_the_applications_that_reference_it() => Verify.ReportsNothingAsync(
        "public class Streams { [RouteGet(\"/a\")] public EventStream<string> A() => new(); }", new() { HasStartup = false, IsLibrary = true });

    [Fact]
    public Task Mapping_without_adding_is_a_warning_at_the_call() => Verify.ReportsAsync("SSE026", """
        public static class Startup
        {
            public static void Map(WebApplication app) => app.[|MapEventStreams|]().RequireAuthorization();
        }
        """, _bare);

    [Fact]
    public Task A_library_that_maps_leaves_adding_to_the_application() => Verify.ReportsNothingAsync(
        "public static class Shop { public static void MapShop(this WebApplication app) => app.MapEventStreams(); }",
        new() { HasStartup = false, IsLibrary = true });

    [Theory]
    [InlineData("Func<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder, object> map = EventStreamsEndpointRouteBuilderExtensions.MapEventStreams; map(app);")]
    [InlineData("Run(EventStreamsEndpointRouteBuilderExtensions.MapEventStreams); void Run(Func<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder, object> map) => map(app);")]
    public Task Mapping_by_a_method_group_is_mapping(string statement) => Verify.ReportsNothingAsync($$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> A() => new();

            public static void Start(WebApplicationBuilder builder, WebApplication app)
            {
                builder.Services.AddEventStreams();
                {{statement}}
            }
        }
        """, _bare);

    [Fact]
    public Task A_project_without_annotated_methods_need_not_map_them() => Verify.ReportsNothingAsync("public class Nothing;", _bare);

    [Fact]
    public Task A_pragma_switches_a_diagnostic_off() => Verify.ReportsAsync("SSE009", """
        public class Streams
        {
        #pragma warning disable SSE009
            [RouteGet("/a/{id}")]
            public EventStream<string> A() => new();
        #pragma warning restore SSE009

            [RouteGet("/b/{[|id|]}")]
            public EventStream<int> B() => new();
        }
        """);

    private const string Add =
        "public static class Setup { public static void Add(IServiceCollection services) => services.MARKAddEventStreamsMARK(); USE }";

    [Theory]
    [InlineData(false, "public static Task SendAsync(PricesBroadcaster prices) => prices.BroadcastWatchAsync(\"a\").AsTask();", true)]
    [InlineData(true, "public static Task SendAsync(PricesBroadcaster prices) => prices.BroadcastWatchAsync(\"a\").AsTask();", false)]
    [InlineData(false, "public static Prices Create() => new();", false)]
    [InlineData(false, "[RouteGet(\"/own\")] public static EventStream<int> Own(PricesBroadcaster prices) => new();", false)]
    public async Task A_test_project_does_not_register_the_streams_of_an_application(bool isLibrary, string use, bool isReported)
    {
        var shop =
            Assembled.Of("Shop", "public class Prices { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }", isLibrary);
        var source = Add.Replace("USE", use);
        source = isReported ? source.Replace(".MARK", ".[|").Replace("MARK()", "|]()") : source.Replace("MARK", "");
        await Verify.ReportsAsync("SSE068", source, new Settings { HasStartup = false, IsLibrary = true, References = [shop] });
    }

    [Fact]
    public Task A_type_of_another_generator_is_no_broadcaster_of_an_application()
    {
        const string Radio = """
            public class Prices { [RouteGet("/a")] public EventStream<string> Watch() => new(); }
            [System.CodeDom.Compiler.GeneratedCode("Radio", "1.0")] public class RadioBroadcaster;
            """;
        var shop = Assembled.Of("Shop", Radio, isLibrary: false);
        return Verify.ReportsAsync(
            "SSE068",
            Add.Replace("USE", "public static RadioBroadcaster Create() => new();").Replace("MARK", ""),
            new Settings { HasStartup = false, IsLibrary = true, References = [shop] });
    }

    [Fact]
    public Task Adding_to_health_checks_is_not_adding_to_the_services() => Verify.ReportsAsync("SSE026", """
        public static class Startup
        {
            public static void Start(WebApplicationBuilder builder, WebApplication app)
            {
                builder.Services.AddHealthChecks().AddEventStreams();
                app.[|MapEventStreams|]();
            }
        }
        """, _bare);
}
