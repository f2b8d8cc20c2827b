namespace Sisk.Sse.Analyzers.Tests.Fuzz;

/// <summary>
/// Sources for what the samples and pages show only in parts: code that calls every kind of generated member, and each kind of method.
/// </summary>
internal static class Seeds
{
    public static readonly string[] All =
    [
        """
        using System.Security.Claims;

        [RoutePrefix("/rooms")]
        public sealed class Rooms
        {
            [RouteGet("/{room}/{userId}"), EventHistory(MaxEvents = 10, Newcomers = NewcomerReplay.Latest)]
            public EventStream<RoomEvent> Watch(string room, [FromClaim(ClaimTypes.NameIdentifier)] int userId) => new();

            [RouteGet("/", Identifier = "notices/{user}", Exclusive = true), EventHistory(Newcomers = NewcomerReplay.All)]
            public Task<EventStream<string>> NoticesAsync([FromClaim("sub")] string user, [LastEventId] string? last) => Task.FromResult(new EventStream<string>());
        }

        public abstract record RoomEvent
        {
            public sealed record Joined(string Name, int? Age) : RoomEvent;
            [EventName("gone")] public sealed record Left(string Name) : RoomEvent;
            public sealed record Said(string Name, string[] Lines, RoomEvent? Answer) : RoomEvent, IComparable<Said> { public int CompareTo(Said? other) => 0; }
        }

        public sealed class Desk(RoomsBroadcaster rooms)
        {
            public async Task RunAsync(string room, CancellationToken ct)
            {
                rooms.WatchPresenceChanged += (_, change) => Console.WriteLine(change.Keys.room + change.IsPresent);
                await rooms.BroadcastJoinedToAllAsync(new("a", 1), ct);
                await rooms.BroadcastJoinedAsync(room, new("a", null), ct);
                await rooms.BroadcastLeftAsync(room, 1, new("a"), ct);
                foreach (var user in await rooms.ListWatchAsync(room, ct)) Console.WriteLine(user);
                foreach (var (name, user) in await rooms.ListWatchAsync(ct)) Console.WriteLine(name + user);
                await foreach (var e in rooms.SubscribeWatchAsync(room, 1, ct)) Console.WriteLine(e);
                await rooms.CompleteWatchAsync(room, new RoomEvent.Left("b"), ct);
                await rooms.CompleteNoticesAsync("c", "bye", ct);
                Console.WriteLine(RoomsBroadcaster.WatchIdentifier.Prefix(room) + RoomsBroadcaster.NoticesAsyncIdentifier.Format("c"));
            }
        }
        """,
        """
        using System.Net.ServerSentEvents;
        using System.Runtime.CompilerServices;

        public sealed class Answers
        {
            [RoutePost("/chat", Resumable = true, ResumeWindowSeconds = 30, End = StreamEnd.Done)]
            public async IAsyncEnumerable<Part> Chat(Question question, [EnumeratorCancellation] CancellationToken ct)
            {
                await Task.Yield();
                yield return new Part.Text(question.Words);
            }

            [RoutePost("/report/{year:int}", Resumable = true)]
            public EventSequence<string> Report(int year, Question question) =>
                year < 0 ? EventStream.Refuse(TypedResults.BadRequest()) : EventStream.From(Lines(question));

            [RouteGet("/items")]
            public async Task<EventSequence<SseItem<Part>>> ItemsAsync(CancellationToken ct) => EventStream.Refuse(TypedResults.NotFound());

            [RouteGet("/none", End = StreamEnd.None)]
            public ValueTask<IAsyncEnumerable<SseItem<int>>> None() => throw new NotSupportedException();

            private static async IAsyncEnumerable<string> Lines(Question question) { await Task.Yield(); yield return question.Words; }
        }

        public sealed record Question(string Words, Options? Options = null);
        public sealed record Options { public int Size { get; init; } public required string Sort { get; init; } }
        [System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Text), "text"), System.Text.Json.Serialization.JsonDerivedType(typeof(Call), "call")]
        public abstract record Part { public record Text(string Value) : Part; public sealed record Call(string Name, decimal Cost, object? Arguments) : Text(Name); }
        """,
        """
        public sealed class Shops
        {
            [RouteGet("/shops/{place}/{day}")]
            public EventStream<Shops.Sale> Watch(Place place, DateOnly day, Visitor visitor, [AsParameters] Page page) => new();

            [RouteGet("/visitors", Identifier = "visitors/{visitor}", Name = "Visit")]
            public EventStream<Sale> Visits(Visitor visitor) => new();

            public record Sale(int Id, string? Name) { public int Extra => Id; public record Refund(int Reason) : Sale(Reason, null); }
            public interface IMark { int Mark { get; } }
        }

        public sealed record Place(int Id) : IParsable<Place>
        {
            public static Place Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));
            public static bool TryParse(string? s, IFormatProvider? provider, out Place result) { result = new(1); return s is not null; }
            public override string ToString() => Id.ToString();
        }

        public sealed class Visitor
        {
            public static ValueTask<Visitor?> BindAsync(HttpContext context) => new(new Visitor());
            public static bool TryParse(string? s, out Visitor? result) { result = new(); return s is not null; }
            public override string ToString() => "v";
        }

        public sealed record Page(int Size = 3, [property: FromQuery(Name = "s")] string? Sort = "up");

        public static class Caller
        {
            public static async Task RunAsync(ShopsBroadcaster shops, Place place, Visitor visitor, DateOnly day)
            {
                await shops.BroadcastSaleAsync(place, day, new(1, null));
                await shops.BroadcastVisitRefundAsync(visitor, new(1));
                await shops.CompleteWatchAsync(place, new Shops.Sale.Refund(2));
                await shops.CompleteVisitsAsync(visitor, new(2, "b"));
                _ = ShopsBroadcaster.WatchIdentifier.TryParse("a", out var found, out var date);
                foreach (var (other, at) in await shops.ListWatchAsync()) Console.WriteLine(other.ToString() + at);
            }
        }
        """,
        """
        using System.ComponentModel.DataAnnotations;
        using System.Net.ServerSentEvents;
        using System.Security.Claims;
        using System.Text.Json;
        using System.Text.Json.Serialization;

        public sealed class Ledgers
        {
            [RouteGet("/ledgers/{from}", Identifier = "ledgers/{Tenant}/{from}")]
            public EventStream<Entry> Watch([AsParameters] Span span) => new();

            [RoutePost("/ledgers/{year:int}", Resumable = true, ResumeWindowSeconds = 5)]
            public IAsyncEnumerable<SseItem<Booked>> Book([Range(1, 9)] int year, [FromClaim("roles")] string[] roles, [FromBody] Booked booked) => throw new NotSupportedException();

            [RoutePost("/audit", Resumable = true, End = StreamEnd.None)]
            public async Task<EventSequence<SseItem<Entry>>> AuditAsync([FromClaim(ClaimTypes.Email)] string? mail, [Required, FromHeader(Name = "X-Id")] Guid? id) => EventStream.Refuse(TypedResults.Forbid());
        }

        [Checked] public sealed record Span([FromRoute] int From, [Range(0, 9)] int To, [FromClaim("tenant")] string Tenant) : IValidatableObject
        {
            public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => From > To ? [new("reversed")] : [];
        }

        public sealed class CheckedAttribute : ValidationAttribute { public override bool IsValid(object? value) => true; }
        public enum Kind { In, [JsonStringEnumMemberName("o u t")] Out }

        public abstract record Entry
        {
            public virtual int Id { get; init; }
            [JsonIgnore] public virtual string? Note { get; init; }
            [JsonExtensionData] public Dictionary<string, JsonElement>? More { get; init; }
        }

        public record Booked(Dictionary<Kind, decimal> Sums, IReadOnlyDictionary<DateOnly, Kind[]> Days) : Entry
        {
            [JsonPropertyName("number")] public override int Id { get; init; }
            public new required string Note { get; init; }
        }

        public sealed record Closed(string Why) : Entry;

        public static class Clerk
        {
            public static async Task RunAsync(LedgersBroadcaster ledgers)
            {
                await ledgers.CompleteWatchAsync("a", 1, null!);
                foreach (var from in await ledgers.ListWatchAsync("a")) Console.WriteLine(from);
            }
        }
        """,
    ];
}
