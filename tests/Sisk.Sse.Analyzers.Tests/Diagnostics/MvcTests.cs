using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class MvcTests
{
    [Theory]
    [InlineData("[{|SSE050:HttpGet(\"/a\")|}] [RouteGet(\"/a\")]")]
    [InlineData("[RouteGet(\"/a\"), {|SSE050:HttpPost|}]")]
    [InlineData("[RouteGet(\"/a\")] [{|SSE050:Microsoft.AspNetCore.Mvc.Route(\"/b\")|}]")]
    [InlineData("[RouteGet(\"/a\")] [Produces(\"text/event-stream\"), NonAction]")]
    [InlineData("[RouteGet(\"/a\")] [ResponseCache(Duration = 0)]")]
    public Task An_MVC_route_attribute_beside_ours_is_reported(string attributes) => Verify.ReportsAsync("SSE050", $$"""
        public class StreamsController : ControllerBase
        {
            {{attributes}}
            public EventStream<string> Watch() => new();
        }
        """);

    [Theory]
    [InlineData("[ApiController, [|Route(\"[controller]\")|]]", "events", "")]
    [InlineData("[[|Route(\"api\")|]]", "/events", "")]
    [InlineData("[[|Route(\"api\")|]]", "events", "[HttpGet] public string Get() => \"\";")]
    [InlineData("[Route(\"api\")]", "/events", "[HttpGet] public string Get() => \"\";")]
    [InlineData("[Route(\"api\"), RoutePrefix(\"/api\")]", "events", "[HttpGet] public string Get() => \"\";")]
    [InlineData("[ApiController]", "events", "")]
    [InlineData("[Area(\"shop\")]", "events", "")]
    public Task A_class_route_that_event_streams_do_not_have_is_reported(string attributes, string template, string action) =>
        Verify.ReportsAsync("SSE050", $$"""
        {{attributes}}
        public class OrdersController : ControllerBase
        {
            [RouteGet("{{template}}")]
            public EventStream<string> Watch() => new();

            {{action}}
        }
        """);

    [Theory]
    [InlineData("[[|ApiKey|]]", "")]
    [InlineData("", "[[|ApiKey|]]")]
    [InlineData("", "[[|ServiceFilter<Auditor>|]] [[|ServiceFilter(typeof(Auditor))|]]")]
    [InlineData("[ApiController, [|RequireHttps|]]", "[[|ValidateAntiForgeryToken|], [|Audit|]]")]
    [InlineData("[Consumes(\"application/json\"), Produces(\"text/event-stream\")]", "[RequestSizeLimit(10), ProducesResponseType(404)]")]
    [InlineData("[ResponseCache(Duration = 0), Area(\"shop\")]", "[SkipStatusCodePages, Microsoft.AspNetCore.Authorization.Authorize]")]
    public Task An_MVC_filter_of_an_event_stream_is_reported(string onClass, string onMethod) => Verify.ReportsAsync("SSE079", $$"""
        {{onClass}}
        public class OrdersController : ControllerBase
        {
            {{onMethod}} [RouteGet("/orders")]
            public EventStream<string> Watch() => new();

            [ApiKey, HttpGet("/names")]
            public string Get() => "";
        }

        public class ApiKeyAttribute : Attribute, Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter
        {
            public void OnAuthorization(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context) =>
                context.Result = new UnauthorizedResult();
        }

        public class AuditAttribute : Microsoft.AspNetCore.Mvc.Filters.ActionFilterAttribute;

        public class Auditor : Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata;
        """);

    [Fact]
    public Task An_MVC_filter_of_a_base_class_is_reported_on_the_class_with_the_event_stream() => Verify.ReportsAsync("SSE079", """
        [RequireHttps]
        public abstract class SafeController : ControllerBase;

        public class [|OrdersController|] : SafeController
        {
            [RouteGet("/orders")]
            public EventStream<string> Watch() => new();
        }
        """);

    [Fact]
    public Task A_controller_without_event_streams_is_left_alone() => Verify.ReportsNothingAsync("""
        [ApiController, Microsoft.AspNetCore.Mvc.Route("orders")]
        public class OrdersController : ControllerBase
        {
            [HttpGet]
            public string Get() => User.Identity!.Name + Request.Path;

            [HttpGet("numbers")]
            public IAsyncEnumerable<int> Numbers() => null!;
        }
        """);

    [Theory]
    [InlineData("_ = [|User|].Identity;")]
    [InlineData("_ = [|this.HttpContext|].TraceIdentifier;")]
    [InlineData("_ = [|Request|].Headers; [|Response|].Headers.Clear();")]
    [InlineData("Func<string> later = () => [|Request|].Path; _ = later();")]
    [InlineData("string Local() => [|HttpContext|].TraceIdentifier; _ = Local();")]
    [InlineData("_ = ModelState.IsValid;")]
    [InlineData("_ = context.User; _ = context.Request.Path;")]
    [InlineData("_ = nameof(User);")]
    public Task A_context_property_of_ControllerBase_is_reported_in_an_event_stream(string statement) => Verify.ReportsAsync("SSE051", $$"""
        public class OrdersController : ControllerBase
        {
            [RouteGet("/orders")]
            public EventStream<string> Watch(HttpContext context)
            {
                {{statement}}
                return new();
            }

            [HttpGet("/names")]
            public string Get() => User.Identity!.Name!;
        }
        """);

    [Fact]
    public Task A_property_of_the_class_itself_is_no_context_property() => Verify.ReportsNothingAsync("""
        public class Streams(IHttpContextAccessor accessor)
        {
            private HttpContext HttpContext => accessor.HttpContext!;

            [RouteGet("/a")]
            public EventStream<string> Watch() => HttpContext.User.Identity is null ? new EventStream<string>() : EventStream.Refuse(Results.NoContent());
        }
        """);

    [Theory]
    [InlineData("[[|HttpGet(\"/a\")|]] public EventStream<string> Watch() => new();")]
    [InlineData("[[|HttpPost|]] public Task<EventStream<string>> Watch() => null!;")]
    [InlineData("[[|AcceptVerbs(\"GET\")|]] public async ValueTask<EventStream<string>> Watch() { await Task.Yield(); return new(); }")]
    [InlineData("[HttpGet(\"/a\")] public Task<ActionResult<string>> Watch() => null!;")]
    [InlineData("public EventStream<string> Helper() => new();")]
    [InlineData("[NonAction] public EventStream<string> Helper() => new();")]
    public Task An_action_that_returns_an_event_stream_is_reported(string action) =>
        Verify.ReportsAsync("SSE052", $"public class OrdersController : ControllerBase {{ {action} }}");

    [Theory]
    [InlineData("app.[|MapGet|](\"/a\", () => new EventStream<string>());")]
    [InlineData("app.[|MapPost|](\"/a\", async (int id) => { await Task.Yield(); return new EventStream<string>(); });")]
    [InlineData("app.[|MapGet|](\"/a\", new Prices().Watch);")]
    [InlineData("app.MapGroup(\"/a\").[|Map|](\"/b\", Local); static EventStream<int> Local() => new();")]
    [InlineData("app.MapGet(\"/a\", () => \"text\");")]
    [InlineData("app.MapGet(\"/a\", () => TypedResults.ServerSentEvents(Numbers())); static async IAsyncEnumerable<string> Numbers() { await Task.Yield(); yield return \"\"; }")]
    [InlineData("app.MapGet(\"/a\", (HttpContext context) => { Func<EventStream<string>> make = () => new(); return make().First; });")]
    [InlineData("Other.MapGet(\"/a\", () => new EventStream<string>());")]
    public Task A_minimal_endpoint_that_returns_an_event_stream_is_reported(string statement) => Verify.ReportsAsync("SSE052", $$"""
        public class Prices
        {
            [RouteGet("/prices")]
            public EventStream<string> Watch() => new();
        }

        public static class Other
        {
            public static void MapGet(string path, Func<EventStream<string>> make) => make();

            public static void Map(WebApplication app)
            {
                {{statement}}
            }
        }
        """);
}
