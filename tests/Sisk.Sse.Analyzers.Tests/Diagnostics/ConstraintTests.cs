using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class ConstraintTests
{
    [Theory]
    [InlineData("/{id:[|integer|]}")]
    [InlineData("/{id:[|string|]}")]
    [InlineData("/{id:[|uuid|]?}")]
    [InlineData("/{id:int:[|length(x)|]}")]
    [InlineData("/{id:[|min|]}")]
    [InlineData("/{id:[|range(9,1)|]}")]
    [InlineData("/{id:[|length(-1)|]}")]
    [InlineData("/{id:[|int(5)|]}")]
    [InlineData("/{id:[|regex(^[|)|]}")]
    [InlineData("/{id:INT:min(1):max(9):range(1, 9)}")]
    [InlineData("/{id:alpha:required:minlength(2):maxlength(3):length(2,3):length(2)}")]
    [InlineData("/{id:regex(^\\\\d{{2}}-[a-z]$)}")]
    [InlineData("/{id:file}/{other:nonfile}/{at:datetime}/{on:bool}/{price:decimal}/{x:double}/{y:float}/{n:long}/{g:guid}")]
    [InlineData("/{id=int:x}")]
    public Task A_constraint_exists_and_can_be_created(string template) => Verify.ReportsAsync("SSE055", $$"""
        public class Streams
        {
            [RouteGet("{{template}}")]
            public EventStream<string> Watch(HttpContext context) => new();
        }
        """);

    [Fact]
    public Task A_constraint_of_a_prefix_or_an_imperative_route_is_checked_once() => Verify.ReportsAsync("SSE055", """
        [RoutePrefix("/{shop:[|string|]}")]
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<int> A(string shop) => new();

            [RouteGet("/b")]
            public EventStream<string> B(string shop) => new();

            public static void Map(WebApplication app) =>
                app += new Sisk.Sse.Route(RouteMethod.Get, "/{id:[|number|]}", request => request.GetEventSource().Close());
        }
        """);

    [Theory]
    [InlineData("services.Configure<Microsoft.AspNetCore.Routing.RouteOptions>(o => o.ConstraintMap[\"slug\"] = null!);")]
    [InlineData("services.Configure<Microsoft.AspNetCore.Routing.RouteOptions>(o => o.SetParameterPolicy(\"slug\", null!));")]
    public Task A_project_that_adds_constraints_may_use_any(string statement) => Verify.ReportsAsync("SSE055", $$"""
        public class Streams
        {
            [RouteGet("/{id:slug}/{n:[|length(x)|]}")]
            public EventStream<string> Watch(string id, string n) => new();

            public static void Add(IServiceCollection services) { {{statement}} }
        }
        """);

    [Theory]
    [InlineData("/{id:[|int|]}", "Guid")]
    [InlineData("/{id:[|guid|]}", "int")]
    [InlineData("/{id:[|guid|]}", "long?")]
    [InlineData("/{id:[|bool|]}", "int")]
    [InlineData("/{id:[|alpha|]}", "int")]
    [InlineData("/{id:min(1):[|bool|]}", "double")]
    [InlineData("/{id:int}", "long")]
    [InlineData("/{id:int}", "string")]
    [InlineData("/{id:int}", "decimal")]
    [InlineData("/{id:int}", "DayOfWeek")]
    [InlineData("/{id:int}", "TimeSpan")]
    [InlineData("/{id:double}", "int")]
    [InlineData("/{id:guid}", "string")]
    [InlineData("/{id:alpha}", "bool")]
    [InlineData("/{id:length(36)}", "Guid")]
    [InlineData("/{id:datetime}", "DateOnly")]
    public Task A_constraint_lets_some_value_of_the_type_through(string template, string type) => Verify.ReportsAsync("SSE056", $$"""
        #pragma warning disable SSE012
        public class Streams
        {
            [RouteGet("{{template}}")]
            public EventStream<string> Watch({{type}} id) => new();
        }
        """);

    [Fact]
    public Task A_contradiction_with_the_prefix_is_reported_at_the_parameter() => Verify.ReportsAsync("SSE056", """
        [RoutePrefix("/{id:guid}")]
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> Watch([|int|] id) => new();
        }
        """);

    [Theory]
    [InlineData("\"/[|[controller]|]/a\"")]
    [InlineData("\"[|[Action]|]\"")]
    [InlineData("@\"/a[|\\|]b\"")]
    [InlineData("\"/a/[|:id|]\"")]
    [InlineData("\"/a/[|*|]\"")]
    [InlineData("\"/orders:watch\"")]
    [InlineData("\"/a/[x]/b\"")]
    [InlineData("\"/a*b/{*rest:regex(^[[a-z\\\\]]$)}\"")]
    public Task Text_that_is_no_syntax_here_is_reported(string template) => Verify.ReportsAsync("SSE057", $$"""
        public class Streams
        {
            [RouteGet({{template}})]
            public EventStream<string> Watch(HttpContext context) => new();
        }
        """);

    [Theory]
    [InlineData("[[|RoutePrefix(\"/a\")|]] public sealed class Other;")]
    [InlineData("[[|RoutePrefix(\"/a\")|]] public class Other { public EventStream<int> Watch() => new(); }")]
    [InlineData("[[|RoutePrefix(\"/a\")|]] public sealed class Other : Streams;")]
    [InlineData("[RoutePrefix(\"/a\")] public abstract class Other; public class Derived : Other { [RouteGet(\"/x\")] public EventStream<int> X() => new(); }")]
    [InlineData("[RoutePrefix(\"/a\")] public static partial class Other; public static partial class Other { [RouteGet(\"/x\")] public static EventStream<int> X() => new(); }")]
    public Task A_prefix_is_on_a_class_that_declares_streams(string other) => Verify.ReportsAsync("SSE064", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> Watch() => new();
        }

        {{other}}
        """);

    [Fact]
    public Task A_library_offers_a_base_class_with_a_prefix() => Verify.ReportsNothingAsync(
        "[RoutePrefix(\"/a\")] public abstract class Streams;", new() { HasStartup = false, IsLibrary = true });
}
