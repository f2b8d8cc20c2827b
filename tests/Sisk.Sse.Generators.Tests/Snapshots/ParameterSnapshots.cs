using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Snapshots;

public sealed class ParameterSnapshots
{
    [Fact]
    public void Values_come_from_route_query_and_headers() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/{id}/{kind}")]
            public EventStream<News> Inferred(
                Guid id, Kind kind, string text, string? optionalText, int? optionalNumber, Kind? optionalKind) => new();

            [RouteGet("/defaults/{id?}")]
            public EventStream<News> Defaults(
                int? id, string text = "a \"b\"\\", long count = 5, Kind kind = Kind.Large, DateTime since = default, decimal price = 1.5m,
                bool? flag = true) => new();

            [RouteGet("/many")]
            public EventStream<News> Many(string[] tags, int[] ids, [FromHeader(Name = "X-Kind")] Kind[] kinds) => new();

            [RouteGet("/explicit/{number}")]
            public EventStream<News> Explicit([FromRoute(Name = "number")] int id, [FromQuery(Name = "q")] string search) => new();
        }

        public enum Kind { Small, Large }
        public sealed record News(string Title);
        """);

    [Fact]
    public void Services_and_parts_of_the_request_are_passed_on() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/request")]
            public EventStream<News> Request(
                HttpContext context, HttpRequest request, HttpResponse response, System.Security.Claims.ClaimsPrincipal user,
                CancellationToken ct) => new();

            [RouteGet("/services")]
            public EventStream<Weather> Services(
                IStore store, IStore? optional, [FromServices] Store concrete, [FromKeyedServices("big")] IStore keyed,
                [FromKeyedServices(Kind.Small)] IStore? optionalKeyed = null) => new();
        }

        public enum Kind { Small }
        public interface IStore;
        public sealed class Store : IStore;
        public sealed record News(string Title);
        public sealed record Weather(double Degrees);
        """);
}
