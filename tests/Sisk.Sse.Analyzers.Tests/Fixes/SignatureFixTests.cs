using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>Parameters, broadcasts and names of streams.</summary>
public sealed class SignatureFixTests
{
    [Fact]
    public Task The_parameters_of_a_route_are_added_with_the_types_of_their_constraints() => Fixing.VerifyAllAsync<AddParameterFix>(
        """
        public class Streams
        {
            [RouteGet("/{shop}/{order:int}/{page?}")]
            public EventStream<string> A(CancellationToken ct) => new();

            [RouteGet("/b/{key:guid}")]
            public EventStream<int> B() => new();

            [RouteGet("/c", Identifier = "c/{user}")]
            public EventStream<long> C(int a, int b = 1) => new();
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/{shop}/{order:int}/{page?}")]
            public EventStream<string> A(string shop, int order, string? page, CancellationToken ct) => new();

            [RouteGet("/b/{key:guid}")]
            public EventStream<int> B(Guid key) => new();

            [RouteGet("/c", Identifier = "c/{user}")]
            public EventStream<long> C(int a, string user, int b = 1) => new();
        }
        """);

    [Fact]
    public Task A_parameter_has_a_line_of_its_own_where_the_others_have() => Fixing.VerifyAllAsync<AddParameterFix>(
        """
        public class Streams
        {
            [RouteGet("/a/{id:int}")]
            public EventStream<string> A(
                string? page = null,
                int size = 1) => new();

            [RouteGet("/b/{id:int}")]
            public EventStream<int> B(
                string page,
                int size) => new();

            [RouteGet("/c/{id:int}")]
            public EventStream<long> C(
                string page,
                // The last.
                CancellationToken ct) => new();

            [RouteGet("/d/{id:int}")]
            public EventStream<short> D(string page,
                CancellationToken ct) => new();
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a/{id:int}")]
            public EventStream<string> A(
                int id,
                string? page = null,
                int size = 1) => new();

            [RouteGet("/b/{id:int}")]
            public EventStream<int> B(
                string page,
                int size,
                int id) => new();

            [RouteGet("/c/{id:int}")]
            public EventStream<long> C(
                string page,
                int id,
                // The last.
                CancellationToken ct) => new();

            [RouteGet("/d/{id:int}")]
            public EventStream<short> D(string page,
                int id,
                CancellationToken ct) => new();
        }
        """);

    [Fact]
    public Task A_broadcast_without_its_key_is_sent_to_every_connection() => Fixing.VerifyAllAsync<SendToAllFix>(
        """
        public class Rooms
        {
            [RouteGet("/{room}")]
            public EventStream<string> Watch(int room) => new();
        }

        public class Sender(RoomsBroadcaster rooms)
        {
            public async Task SendAsync(RoomsBroadcaster? others, CancellationToken ct)
            {
                await rooms.BroadcastWatchAsync("a");
                await rooms.BroadcastWatchAsync("b", ct);
                await rooms.BroadcastWatchAsync(1, "c", ct);
                _ = others?.BroadcastWatchAsync("d");
            }
        }
        """,
        """
        public class Rooms
        {
            [RouteGet("/{room}")]
            public EventStream<string> Watch(int room) => new();
        }

        public class Sender(RoomsBroadcaster rooms)
        {
            public async Task SendAsync(RoomsBroadcaster? others, CancellationToken ct)
            {
                await rooms.BroadcastWatchToAllAsync("a");
                await rooms.BroadcastWatchToAllAsync("b", ct);
                await rooms.BroadcastWatchAsync(1, "c", ct);
                _ = others?.BroadcastWatchToAllAsync("d");
            }
        }
        """);

    [Fact]
    public Task Streams_of_one_event_type_are_distinguished_by_a_name() => Fixing.VerifyAllAsync<StreamNameFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Price> Asks() => new();

            [RouteGet("/b")]
            public EventStream<Price> Bids() => new();

            [RouteGet("/c", Identifier = "c")]
            public EventStream<Price> Cuts() => new();
        }

        public sealed record Price(int Cents);
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Price> Asks() => new();

            [RouteGet("/b", Name = "Bids")]
            public EventStream<Price> Bids() => new();

            [RouteGet("/c", Identifier = "c", Name = "Cuts")]
            public EventStream<Price> Cuts() => new();
        }

        public sealed record Price(int Cents);
        """);

    [Fact]
    public Task A_parameter_is_added_before_params() => Fixing.VerifyAsync<AddParameterFix>(
        "public class Streams { [RouteGet(\"/{shop}\")] public EventStream<string> A(params string[] tags) => new(); }",
        "public class Streams { [RouteGet(\"/{shop}\")] public EventStream<string> A(string shop, params string[] tags) => new(); }");

    [Theory]
    [InlineData("public partial class Streams { [RouteGet(\"/{shop}\")] public partial EventStream<string> A(); } public partial class Streams { public partial EventStream<string> A() => new(); }")]
    [InlineData("public class Streams : Base { [RouteGet(\"/{shop}\")] public override EventStream<string> A() => new(); } public abstract class Base { public abstract EventStream<string> A(); }")]
    [InlineData("public class Streams : IStreams { [RouteGet(\"/{shop}\")] public EventStream<string> A() => new(); } public interface IStreams { EventStream<string> A(); }")]
    public Task A_parameter_is_left_to_the_author_when_other_declarations_need_it_too(string source) =>
        Fixing.VerifyNoneAsync<AddParameterFix>(source);

    [Theory]
    [InlineData("[FromClaim(\"sub\")] string shop", "new()")]
    [InlineData("[FromHeader] string shop", "new()")]
    [InlineData("", "int.TryParse(\"\", out var shop) && shop > 0 ? new() : new()")]
    public Task A_parameter_is_left_to_the_author_when_its_name_is_taken(string parameters, string body) =>
        Fixing.VerifyNoneAsync<AddParameterFix>(
        $$"""public class Streams { [RouteGet("/{shop}")] public EventStream<string> A({{parameters}}) => {{body}}; }""");

    [Fact]
    public Task Overloads_with_the_same_broadcasts_get_names_of_their_own() => Fixing.VerifyAllAsync<StreamNameFix>(
        """
        public class Streams
        {
            [RouteGet("/a/{id}")] public EventStream<Price> Watch(Guid id) => new();
            [RouteGet("/b/{id}")] public EventStream<Price> Watch(int id) => new();
            [RouteGet("/c/{id}")] public EventStream<Price> Watch(long id) => new();
        }
        public sealed record Price(int Cents);
        """,
        """
        public class Streams
        {
            [RouteGet("/a/{id}")] public EventStream<Price> Watch(Guid id) => new();
            [RouteGet("/b/{id}", Name = "Watch")] public EventStream<Price> Watch(int id) => new();
            [RouteGet("/c/{id}", Name = "Watch2")] public EventStream<Price> Watch(long id) => new();
        }
        public sealed record Price(int Cents);
        """);
}
