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

    [Fact]
    public void Parts_of_a_parameter_have_sources_of_their_own() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/{room}/events")]
            public EventStream<News> Record([AsParameters] Seat seat, int number) => new();

            [RoutePost("/{id:int}")]
            public IAsyncEnumerable<News> Properties([AsParameters] Search search, [LastEventId] string? last) => throw new NotSupportedException();
        }

        public sealed record Seat(string Room, int Number, HttpRequest Request, [FromKeyedServices("big")] IStore Store, [FromHeader(Name = "X-Row")] int? Row = 3);

        public struct Search
        {
            public int Id { get; set; }
            [FromBody] public News? Latest { get; set; }
            [FromServices] public IStore Store { get; init; }
            public CancellationToken Aborted { get; set; }
            public readonly string Text => Id.ToString();
        }

        public interface IStore;
        public sealed record News(string Title);
        """);

    [Fact]
    public void A_type_may_have_a_TryParse_of_its_own() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/{version}/{code?}")]
            public EventStream<News> Keys(Version version, Code? code, Uri? from, Code[] codes, Microsoft.Extensions.Primitives.StringValues texts) => new();
        }

        public readonly record struct Code(string Letters)
        {
            public static bool TryParse(string text, IFormatProvider? provider, out Code code)
            {
                code = new Code(text);
                return true;
            }
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void Without_annotations_text_may_be_missing() => Snapshot.Verify("""
        #nullable disable
        public sealed class Streams
        {
            [RoutePost("/{room?}")]
            public EventStream<News> Watch(string room, string text, int number, Version version, News body, [LastEventId] string last) => new();
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void Values_have_the_rules_of_their_data_annotations() => Snapshot.Verify("""
        using System.ComponentModel.DataAnnotations;

        public sealed class Streams
        {
            [RouteGet("/{room}/events")]
            public EventStream<News> Values([StringLength(9, MinimumLength = 2), Display(Name = "The room")] string room, [AsParameters] Page page) => new();

            [RoutePost("/ask")]
            public EventStream<News> Bodies([MaxLength(3)] List<Question> questions, [Range(typeof(DateOnly), "2026-01-01", "2026-12-31")] DateOnly? day) => new();

            [RoutePost("/plain")]
            public EventStream<Weather> Plain([FromBody] Place place) => new();
        }

        public sealed record Page([Range(1, 100)] int Size = 10);
        public sealed record Question([Required] string Text);
        public sealed record Place(double Degrees);
        public sealed record News(string Title);
        public sealed record Weather(double Degrees);
        """);

    [Fact]
    public void Parameters_have_the_descriptions_of_comments_and_attributes() => Snapshot.Verify("""
        using System.ComponentModel;

        public sealed class Streams
        {
            /// <summary>Tells the news of a room.</summary>
            /// <param name="room">The room, or <see langword="null"/>.</param>
            /// <param name="number">Not this.</param>
            /// <param name="question">The question
            /// that is <c>asked</c>.</param>
            [RoutePost("/{room?}")]
            public EventStream<News> Ask(string? room, [Description("The number.")] int number, [FromBody] Question question) => new();
        }

        public sealed record Question(string Text);
        public sealed record News(string Title);
        """);
}
