using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class RouteTests
{
    [Theory]
    [InlineData("\"/a/[|{id|]\"")]
    [InlineData("\"/a/[|/|]b\"")]
    [InlineData("\"a/[|{id}{name}|]\"")]
    [InlineData("\"/{id}/[|{id}|]\"")]
    [InlineData("@\"/a/[|}|]\"")]
    [InlineData("[|\"/a/\\u007Bid\"|]")]
    [InlineData("[|Template|]")]
    public Task A_template_that_does_not_parse_is_reported_within_its_text(string template) => Verify.ReportsAsync("SSE004", $$"""
        public class Streams
        {
            private const string Template = "/a/{";

            [RouteGet({{template}})]
            public EventStream<string> Watch(HttpContext context) => new();
        }
        """);

    [Fact]
    public Task A_broken_prefix_is_reported_once_for_all_methods() => Verify.ReportsAsync("SSE004", """
        [RoutePrefix("/api/[|{id|]")]
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> A() => new();

            [RouteGet("/b")]
            public EventStream<int> B() => new();
        }
        """);

    [Fact]
    public Task A_name_that_the_prefix_has_already_is_reported_in_the_template() => Verify.ReportsAsync("SSE004", """
        [RoutePrefix("/{id}")]
        public class Streams
        {
            [RouteGet("/a/[|{id}|]")]
            public EventStream<string> A(int id) => new();
        }
        """);

    [Theory]
    [InlineData("[|Money|] id")]
    [InlineData("[|int[]|] id")]
    [InlineData("int id, [|Span<char>|] text")]
    [InlineData("int id, [FromBody] [|string|] text")]
    [InlineData("int id, [AsParameters] Money money")]
    [InlineData("int id, [AsParameters] [|Money?|] money")]
    [InlineData("int id, [AsParameters] [|IServiceProvider|] money")]
    [InlineData("int id, [AsParameters] [|Odd|] odd")]
    [InlineData("int id, [AsParameters] [|Outer|] outer")]
    [InlineData("int id, [AsParameters] [|Holder|] holder")]
    [InlineData("int id, [FromForm] [|string|] name")]
    [InlineData("int id, [|IFormFile|] file")]
    [InlineData("int id, [|System.IO.Stream|] body")]
    [InlineData("int id, [LastEventId] string? last")]
    [InlineData("int id, [LastEventId] [|string|] last")]
    [InlineData("int id, [LastEventId] [|int?|] last")]
    [InlineData("Bound id, Bound? custom, [FromQuery] [|Reflected|] text, [FromServices] Reflected service")]
    [InlineData("int id, [|Reflected|] custom")]
    [InlineData("int id, [|Interfaced|] custom")]
    [InlineData("int id, [|Interfaced?|] custom")]
    [InlineData("int id, BothForms custom")]
    [InlineData("int id, [|Misshapen|] custom")]
    [InlineData("int id, [FromQuery] [|Money|] money")]
    [InlineData("int id, [FromHeader] [|string|] größe")]
    [InlineData("int id, [FromHeader(Name = \"X Tenant\")] [|int?|] tenant")]
    [InlineData("int id, [FromHeader(Name = \"\")] [|int[]|] tenants")]
    [InlineData("int id, [FromHeader(Name = \"X-Größe\")] [|Microsoft.Extensions.Primitives.StringValues|] sizes")]
    [InlineData("int id, [FromHeader(Name = \"!#$%&'*+-.^_`|~1\")] int[] tenants, [FromQuery] string größe")]
    [InlineData("int id, Money service, int[] numbers, DayOfWeek? day, CancellationToken ct")]
    [InlineData("[FromRoute(Name = \"id\")] Guid order")]
    public Task A_parameter_can_be_given_a_value_or_is_an_error(string parameters) => Verify.ReportsAsync("SSE005", $$"""
        public sealed record Money(decimal Value);
        public sealed class Odd(decimal worth) { public decimal Value => worth; }
        public sealed record Outer([AsParameters] Money Money);
        public sealed record Holder(int Number, [FromHeader] Money Money);
        public sealed class Bound
        {
            public static ValueTask<Bound?> BindAsync(HttpContext context) => new(new Bound());
        }

        public sealed class Reflected
        {
            public static ValueTask<Reflected?> BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter) => new(new Reflected());
        }

        public sealed class Interfaced : IBindableFromHttpContext<Interfaced>
        {
            static ValueTask<Interfaced?> IBindableFromHttpContext<Interfaced>.BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter) => default;
        }

        public sealed class BothForms : IBindableFromHttpContext<BothForms>
        {
            public static ValueTask<BothForms?> BindAsync(HttpContext context) => new(new BothForms());
            public static ValueTask<BothForms?> BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter) => BindAsync(context);
        }

        public sealed class Misshapen
        {
            public static Task<Misshapen> BindAsync(HttpContext context) => Task.FromResult(new Misshapen());
        }

        public class Streams
        {
            [RouteGet("/{id}")]
            public EventStream<string> Watch({{parameters}}) => new();
        }
        """);

    [Theory]
    [InlineData("Money first, string text")]
    [InlineData("[FromBody] Money first, [FromBody] [|Money|] second")]
    [InlineData("[FromBody] Money first, [|System.IO.Stream|] second")]
    [InlineData("Amount first, [|Amount|] second")]
    [InlineData("[AsParameters] Posted first, [FromBody] [|Money|] second")]
    [InlineData("Money first, {|SSE060:Money|} second")]
    public Task One_parameter_of_a_post_reads_the_body(string parameters) => Verify.ReportsAsync("SSE005", $$"""
        public sealed record Money(decimal Value);
        public readonly record struct Amount(decimal Value);
        public sealed record Posted([FromBody] Money Money);

        public class Streams
        {
            [RoutePost("/a")]
            public EventStream<string> Watch({{parameters}}) => new();
        }
        """);

    [Theory]
    [InlineData("/{[|id|]}", "")]
    [InlineData("/{[|id|]:int}", "int other")]
    [InlineData("/a/{**[|rest|]}", "")]
    [InlineData("/{id}", "int ID")]
    [InlineData("/{id}", "HttpContext context")]
    [InlineData("/{id}", "[FromRoute(Name = \"id\")] int order")]
    [InlineData("/{id}/{[|other|]}", "[AsParameters] Parts parts")]
    public Task A_route_parameter_is_read_or_is_a_warning(string template, string parameters) => Verify.ReportsAsync("SSE009", $$"""
        public class Streams
        {
            [RouteGet("{{template}}")]
            public EventStream<string> Watch({{parameters}}) => new();
        }

        public sealed record Parts(int Id);
        """);

    [Fact]
    public Task A_parameter_of_the_prefix_is_missed_at_each_method_that_does_not_read_it() => Verify.ReportsAsync("SSE009", """
        [RoutePrefix("/{shop}")]
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> [|A|]() => new();

            [RouteGet("/b")]
            public EventStream<int> B(string shop) => new();
        }
        """);

    [Theory]
    [InlineData("context.Request.RouteValues[\"tenant\"]")]
    [InlineData("context.GetRouteValue(\"Tenant\")")]
    public Task A_route_parameter_can_be_read_elsewhere(string expression) => Verify.ReportsNothingAsync($$"""
        using Microsoft.AspNetCore.Routing;

        [RoutePrefix("/{tenant}")]
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> A() => new();
        }

        public static class TenantMiddleware
        {
            public static object? Find(HttpContext context) => {{expression}};
        }
        """);

    [Fact]
    public Task An_imperative_method_has_the_request_to_read_from() => Verify.ReportsNothingAsync("""
        public class Streams
        {
            [RouteGet("/{id}")]
            public HttpResponse Watch(HttpRequest request) => request.HttpContext.Response;
        }
        """);

    [Fact]
    public Task Two_methods_with_one_route_are_a_warning_at_the_second() => Verify.ReportsAsync("SSE010", """
        public class Streams
        {
            [RouteGet("/A/{id}")]
            public EventStream<string> A(int id) => new();

            [RouteGet([|"/a/{name}"|])]
            public EventStream<int> B(string name) => new();

            [RoutePost("/a/{name}")]
            public EventStream<long> OtherVerb(string name) => new();

            [RouteGet("/a/{name:int}")]
            public EventStream<short> OtherConstraint(int name) => new();
        }
        """);

    [Fact]
    public Task Routes_are_compared_across_classes_with_their_prefixes() => Verify.ReportsAsync("SSE010", """
        [RoutePrefix("/a")]
        public class First
        {
            [RouteGet("/b")]
            public EventStream<string> A() => new();
        }

        public class Second
        {
            [RouteGet([|"/a/b"|])]
            public EventStream<int> B() => new();
        }
        """);

    [Theory]
    [InlineData("[Host(\"a.test\")]", "[Host(\"b.test\")]", "\"/a\"")]
    [InlineData("[Host(\"a.test\")]", "", "\"/a\"")]
    [InlineData("[Consumes(\"text/plain\")]", "[Consumes(\"application/json\")]", "\"/a\"")]
    [InlineData("[Host(\"a.test\")]", "[Host(\"a.test\")]", "[|\"/a\"|]")]
    [InlineData("[Obsolete]", "", "[|\"/a\"|]")]
    public Task A_route_is_not_shared_by_endpoints_of_different_hosts(string one, string other, string template) =>
        Verify.ReportsAsync("SSE010", $$"""
        using Microsoft.AspNetCore.Routing;

        public class Streams
        {
            [RouteGet("/a"), {{one.Trim('[', ']')}}]
            public EventStream<string> A() => new();

            [RouteGet({{template}})] {{other}}
            public EventStream<int> B() => new();
        }
        """);

    [Theory]
    [InlineData("Library", true, "[|\"/lib/{name}\"|]")]
    [InlineData("Library", false, "\"/lib/{name}\"")]
    [InlineData("Other", true, "\"/other\"")]
    public async Task A_route_of_a_referenced_library_is_taken(string name, bool isLibrary, string template)
    {
        var library = Assembled.Of(name, """
            internal class Feed
            {
                [RouteGet("/lib/{id}")]
                public EventStream<string> Watch(string id) => new();
            }
            """, isLibrary);
        await Verify.ReportsAsync("SSE010", $$"""
            public class Streams
            {
                [RouteGet({{template}})]
                public EventStream<string> Watch(HttpContext context) => new();
            }
            """, new Settings { References = [library] });
    }

    [Fact]
    public async Task Equal_routes_of_two_libraries_are_reported_with_the_libraries()
    {
        const string Feed = "public class Feed { [RouteGet(\"/lib\")] public EventStream<string> Watch() => new(); }";
        var analysis = await Analysis.RunAsync(
            [""], new Settings { References = [Assembled.Of("Bank", Feed), Assembled.Of("Shop", Feed)] });

        var reported = Assert.Single(analysis.Diagnostics, d => d.Id == "SSE010");
        Assert.Equal(
            "'Watch' of Shop has the same route as 'Feed.Watch' of Bank, GET /lib, so requests fail as ambiguous. Change one of them.",
            reported.GetMessage());
        Assert.Equal(
            "MapEventStreams",
            reported.Location.SourceTree?.ToString().Substring(reported.Location.SourceSpan.Start, reported.Location.SourceSpan.Length));
    }
}
