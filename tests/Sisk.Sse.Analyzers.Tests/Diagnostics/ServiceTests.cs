using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class ServiceTests
{
    [Theory]
    [InlineData("public Streams([|string|] connection) { }")]
    [InlineData("public Streams(IServiceProvider services, [|int|] size) { }")]
    [InlineData("public Streams([|TimeSpan|] period) { }")]
    [InlineData("public Streams([|HttpContext|] context) { }")]
    [InlineData("public Streams([|CancellationToken|] token) { }")]
    [InlineData("public Streams(string connection = \"a\", int? size = null, string? name = null) { }")]
    [InlineData("public Streams(string? name) { }")]
    [InlineData("public Streams([FromKeyedServices(\"a\")] string name) { }")]
    [InlineData("public Streams(IServiceProvider services, List<string> names, Func<int> next) { }")]
    [InlineData("public Streams(string name) { } public Streams(IServiceProvider services, IFormatProvider format) { }")]
    [InlineData("private Streams(string name) { } public Streams() { }")]
    public Task A_constructor_asks_for_services(string constructor) => Verify.ReportsAsync("SSE058", $$"""
        public class Streams
        {
            {{constructor}}

            [RouteGet("/a")]
            public EventStream<string> Watch() => new();
        }
        """);

    [Theory]
    [InlineData("private [|Streams|]() { }", "")]
    [InlineData("private Streams() { }", "services.AddSingleton<Streams>(_ => null!);")]
    [InlineData("private Streams() { } public static void Add(IServiceCollection s) => s.AddSingleton(new Streams());", "")]
    [InlineData("public Streams(string name) { }", "services.AddSingleton(new Streams(\"a\"));")]
    [InlineData("public Streams(string name) { }", "services.AddSingleton(typeof(Streams), _ => new object());")]
    [InlineData("public Streams(string name) { }", "services.AddSingleton<string>(\"a\");")]
    [InlineData("public Streams(string name) { }", "services.AddSingleton(\"a\");")]
    [InlineData("public Streams(string name) { }", "var text = Environment.MachineName; services.AddSingleton(text);")]
    [InlineData("public Streams(TimeSpan period) { }", "services.AddSingleton(typeof(TimeSpan), TimeSpan.Zero);")]
    [InlineData(
        "public Streams(string name) { }",
        "services.AddTransient(provider => provider.GetRequiredService<IFormatProvider>().ToString()!);")]
    [InlineData(
        "public Streams(HttpContext context) { }", "services.AddScoped(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext!);")]
    public Task A_class_that_the_application_registers_is_created_by_it(string constructor, string registration)
    {
        // The mark stands at the class, before its constructor.
        var isReported = constructor.Contains("[|", StringComparison.Ordinal);
        return Verify.ReportsAsync("SSE058", $$"""
            public class {{(isReported ? "[|Streams|]" : "Streams")}}
            {
                {{constructor.Replace("[|", "").Replace("|]", "")}}

                [RouteGet("/a")]
                public EventStream<string> Watch() => new();
            }

            public static class Registration
            {
                public static void Add(IServiceCollection services) { {{registration}} }
            }
            """);
    }

    [Fact]
    public Task A_class_with_only_static_streams_is_never_created() => Verify.ReportsNothingAsync("""
        public class Streams
        {
            private Streams(string name) => _ = name;

            [RouteGet("/a")]
            public static EventStream<string> Watch() => new();
        }
        """);

    [Theory]
    [InlineData("[|List<int>|] ids")]
    [InlineData("[|IReadOnlyList<string>|] ids")]
    [InlineData("[|IEnumerable<Guid>|] ids")]
    [InlineData("[|HashSet<DayOfWeek>|] days")]
    [InlineData("int[] ids")]
    [InlineData("[FromServices] List<string> ids")]
    [InlineData("IEnumerable<IFormatProvider> formats")]
    [InlineData("List<HttpContext> contexts")]
    [InlineData("SortedSet<string> words")]
    [InlineData("Lazy<string> name")]
    public Task A_collection_is_no_list_of_query_values(string parameter) => Verify.ReportsAsync("SSE059", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> Watch({{parameter}}) => new();

            public static void Add(IServiceCollection services) => services.AddSingleton<SortedSet<string>>();
        }
        """);

    [Theory]
    [InlineData("Money money, [|Order|] order")]
    [InlineData("Money money, [|Order|] order, [|Money|] other")]
    [InlineData("[FromBody] Order order, [|Money|] money")]
    [InlineData("[|Money|] money, [FromBody] Order order")]
    [InlineData("Money money, [FromServices] Order order")]
    [InlineData("Money money, Repository repository")]
    [InlineData("Money money, Registered registered")]
    [InlineData("Registered registered, [|Money|] money")]
    [InlineData("Money money, Options options")]
    [InlineData("Options options, [|Note|] note")]
    [InlineData("Options options, Saved saved")]
    [InlineData("Options options, System.Net.Http.HttpClient http")]
    [InlineData("Registered registered, [|Note|] note")]
    [InlineData("Repository repository, Text text")]
    [InlineData("Money money, int id, string text, HttpContext context")]
    public Task Two_records_are_not_both_the_body(string parameters) => Verify.ReportsAsync("SSE060", $$"""
        public sealed record Money(decimal Value);
        public sealed record Order(int Id);
        public sealed record Registered(int Id);
        public sealed class Repository;
        public sealed class Options { public int Size { get; set; } }
        public sealed class Note { public string Text { get; set; } = ""; }
        public sealed class Saved { public string Text { get; set; } = ""; }
        public sealed class Text(string value) { public string Value => value; }

        public class Streams
        {
            [RoutePost("/a")]
            public EventStream<string> Watch({{parameters}}) => new();

            public static void Add(IServiceCollection services) => services.AddSingleton<Registered>().AddSingleton<Saved>();
        }
        """);
}
