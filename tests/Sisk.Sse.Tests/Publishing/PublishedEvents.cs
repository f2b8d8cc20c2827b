using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Streams that programs in other languages publish to.</summary>
[RoutePrefix("/published")]
public sealed class PublishedEvents
{
    [RouteGet("/orders/{tenant}/{number}")]
    public EventStream<PublishedEvent> Watch(string tenant, int number) => new();

    [RouteGet("/texts/{id}")]
    public EventStream<string> Texts(Guid id) => new();

    [RouteGet("/everyone")]
    public EventStream<Announcement> Everyone() => new();

    [RouteGet("/days", Identifier = "published/days/{kind}/{day}/{isOpen}")]
    public EventStream<Visit> Days(
        PublishedKind kind, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "on")] DateOnly day, bool isOpen, int? floor = null) =>
        new();

    [RouteGet("/floors", Identifier = "published/floors/{floor}")]
    public EventStream<Elevator> Floors(int? floor = null) => new();

    [RouteGet("/shelves", Identifier = "published/shelves/{shelf}")]
    public EventStream<Book> Shelves(string? shelf = null) => new();

    [RouteGet("/mine", Identifier = "published/mine/{user}")]
    public EventStream<Mail> Mine([FromClaim(ClaimTypes.Name)] string user) => new();

    [RouteGet("/rates")]
    public EventStream<Rate> Rates() => new();

    [RouteGet("/feeds/{feed}")]
    public EventStream<FeedItem> Feed(int feed) => new();

    [RouteGet("/feeds/all")]
    public EventStream<FeedPage> Feed() => new();

    [RouteGet("/handles")]
    public EventStream<PublishedHandle> Handles() => new();

    /// <summary>A class in a class.</summary>
    public sealed class Nested
    {
        [RouteGet("/published/nested")]
        public static EventStream<Leaf> Watch() => new();
    }
}

public abstract record PublishedEvent
{
    public sealed record Changed(string Name, int Count, PublishedKind Kind, string[] Tags, Place? Place, int Priority = 1) : PublishedEvent
    {
        public int Total => Count * 2;
    }

    [EventName("gone")]
    public sealed record Removed(Guid Id, DateTimeOffset At) : PublishedEvent;
}

public enum PublishedKind
{
    Small,
    Large,
}

public sealed record Place(double X, double Y);

[EventName("visit")]
public sealed record Visit(int Guests);

public sealed record Elevator(bool IsMoving);

public sealed record Book(string Title);

public sealed record Mail(string Subject)
{
    public string Subject { get; } = Subject.Length > 0 ? Subject : throw new ArgumentException("A mail needs a subject.");
}

/// <summary>A value that is written as text, by a converter that checks nothing itself.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct Percentage(byte Value)
{
    private sealed class Converter : JsonConverter<Percentage>
    {
        public override Percentage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(byte.Parse(reader.GetString()!, CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, Percentage value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value.ToString(CultureInfo.InvariantCulture));
    }
}

public sealed record Rate(Percentage Value);

public sealed record FeedItem(int Number);

public sealed record FeedPage(int Number);

public sealed record Leaf(int Number);

public sealed class Announcement
{
    public string Text { get; set; } = "";

    public int Level { get; set; }

    public string? Author { get; set; }
}

/// <summary>Written as JSON, and never read.</summary>
public sealed class PublishedHandle
{
    private PublishedHandle(int number) => Number = number;

    public int Number { get; }

    public static PublishedHandle Create(int number) => new(number);
}
