using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Snapshots;

public sealed class EventSnapshots
{
    [Fact]
    public void A_hierarchy_tests_the_most_derived_types_first() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/animals")]
            public EventStream<Animal> Animals() => new();
        }

        [System.Text.Json.Serialization.JsonDerivedType(typeof(Horse))]
        public abstract record Animal
        {
            public record Cat : Animal;
            public sealed record Lion : Cat;
            public abstract record Bird : Animal;
            public sealed record URLBird : Bird;
            [EventName("woof")] public sealed record Dog : Animal;
            private sealed record Hidden : Animal;
            public sealed record NoAnimal;
        }

        public sealed record Horse : Animal;
        """);

    [Fact]
    public void Interfaces_and_concrete_types_can_be_the_root_of_a_hierarchy() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/shapes")]
            public EventStream<IShape> Shapes() => new();

            [RouteGet("/messages")]
            public EventStream<Message> Messages() => new();
        }

        public interface IShape
        {
            public sealed record Circle(double Radius) : IShape;
            public readonly record struct Square(double Side) : IShape;
        }

        public record Message
        {
            public sealed record Urgent : Message;
        }
        """);

    [Fact]
    public void A_lone_type_has_a_name_only_where_it_is_given_one() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/news")]
            public EventStream<News> News() => new();

            [RouteGet("/weather")]
            public EventStream<Weather> Weather() => new();
        }

        public sealed record News(string Title);
        [EventName("weather report")] public sealed record Weather(double Degrees);
        """);

    [Fact]
    public void Framework_types_take_the_methods_name_and_generic_ones_a_readable_one() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/lines")]
            public EventStream<string> Lines() => new();

            [RouteGet("/maybe")]
            public EventStream<string?> maybe() => new();

            [RouteGet("/numbers")]
            public EventStream<int[]> Numbers() => new();

            [RouteGet("/pairs")]
            public EventStream<(int Left, string? Right)> Pairs() => new();

            [RouteGet("/lists")]
            public EventStream<List<News>> Lists() => new();

            [RouteGet("/maps")]
            public EventStream<IReadOnlyDictionary<string, News[]>> Maps() => new();

            [RouteGet("/many")]
            public EventStream<News[]> Many() => new();

            [RouteGet("/changes")]
            public EventStream<Change<News>> Changes() => new();

            [RouteGet("/parcels")]
            public EventStream<Parcel<News[]>> Parcels() => new();
        }

        public sealed record News(string Title);
        public sealed record Parcel<T>(T Content);
        public abstract record Change<T>
        {
            public sealed record Added(T Item) : Change<T>;
            public sealed record Removed(T Item) : Change<T>;
        }
        """);

    [Fact]
    public void The_name_of_a_route_tells_broadcasts_apart() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/public", Name = "Public")]
            public EventStream<News> Open() => new();

            [RouteGet("/staff")]
            public EventStream<News> Staff() => new();
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void The_second_of_two_equal_broadcasts_is_left_out() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/a/{id}")]
            public EventStream<News> A(int id) => new();

            [RouteGet("/b/{room}")]
            public EventStream<News> B(string room) => new();
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void Overloads_have_members_of_their_own() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/a/{id}", Name = "Numbered")]
            public EventStream<News> Watch(int id) => new();

            [RouteGet("/b/{id}")]
            public EventStream<News> Watch(string id) => new();
        }

        public sealed record News(string Title);
        """);

    [Fact]
    public void An_abstract_type_with_a_converter_is_an_event_itself() => Snapshot.Verify("""
        public sealed class Streams
        {
            [RouteGet("/messages")]
            public EventStream<Message> Messages() => new();

            [RoutePost("/answers")]
            public IAsyncEnumerable<Message> Answer() => null!;
        }

        [System.Text.Json.Serialization.JsonConverter(typeof(MessageConverter))]
        public abstract record Message;

        public sealed record Note(string Text) : Message;

        public sealed class MessageConverter : System.Text.Json.Serialization.JsonConverter<Message>
        {
            public override Message? Read(ref System.Text.Json.Utf8JsonReader reader, System.Type type, System.Text.Json.JsonSerializerOptions options) => null;

            public override void Write(System.Text.Json.Utf8JsonWriter writer, Message value, System.Text.Json.JsonSerializerOptions options) =>
                writer.WriteStringValue(value.ToString());
        }
        """);
}
