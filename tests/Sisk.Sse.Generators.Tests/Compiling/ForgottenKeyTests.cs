using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Compiling;

/// <summary>The compiler's answer to a broadcast whose key is missing or wrong.</summary>
public sealed class ForgottenKeyTests
{
    private const string Streams = """
        public sealed class Streams
        {
            [RouteGet("/rooms/{room}")]
            public EventStream<string> Rooms(int room) => new();

            [RouteGet("/seats/{room}/{seat}")]
            public EventStream<Moved> Seats(int room, int seat) => new();

            [RouteGet("/moves", Name = "")]
            public EventStream<Gone> Moves() => new();

            [RouteGet("/gone/{room}")]
            public EventStream<Gone> Gone(int room) => new();

            [RouteGet("/levels/{level}")]
            public EventStream<Risen> Levels(Level level) => new();

            [RouteGet("/steps/{level}/{other}")]
            public EventStream<Step> Steps(Level level, Level other) => new();
        }

        public sealed record Moved(string Where);

        public sealed record Gone(string Where);

        public sealed record Risen(string Where);

        public sealed record Step(string Where);

        public readonly record struct Level(int Number)
        {
            public static bool TryParse(string text, out Level level) => throw new NotSupportedException();
        }
        """;

    [Theory]
    [InlineData("BroadcastRoomsAsync(\"text\")", "CS0619", "BroadcastRoomsToAllAsync")]
    [InlineData("BroadcastRoomsAsync(\"text\", default)", "CS0619", "BroadcastRoomsToAllAsync")]
    [InlineData("BroadcastRoomsAsync(\"text\", 1)", "CS1503", "'string' to 'int'")]
    [InlineData("BroadcastRoomsAsync(\"room\", \"text\")", "CS1503", "'string' to 'int'")]
    [InlineData("BroadcastMovedAsync(new Moved(\"\"))", "CS0619", "BroadcastMovedToAllAsync")]
    [InlineData("BroadcastMovedAsync(\"1\", new Moved(\"\"))", "CS1503", "'string' to 'int'")]
    [InlineData("BroadcastRisenAsync(new(\"\"))", "CS0619", "BroadcastRisenToAllAsync")]
    [InlineData("BroadcastRisenAsync(new Risen(\"\"))", "CS0619", "BroadcastRisenToAllAsync")]
    [InlineData("BroadcastRisenAsync(new(\"\"), CancellationToken.None)", "CS0619", "BroadcastRisenToAllAsync")]
    [InlineData("BroadcastRisenAsync(new Risen(\"\"), ct: CancellationToken.None)", "CS0619", "BroadcastRisenToAllAsync")]
    [InlineData("BroadcastStepAsync(new Step(\"\"), CancellationToken.None)", "CS0619", "BroadcastStepToAllAsync")]
    public void A_missing_or_wrong_key_is_named_by_the_error(string call, string id, string text)
    {
        var errors = Errors(call);

        Assert.All(errors, error => Assert.DoesNotContain("CancellationToken'", error.GetMessage(), StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Id == id && error.GetMessage().Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BroadcastRoomsAsync(1, \"text\")")]
    [InlineData("BroadcastRoomsToAllAsync(\"text\")")]
    [InlineData("BroadcastMovedAsync(1, new Moved(\"\"))")]
    [InlineData("BroadcastMovedToAllAsync(new(\"\"))")]
    [InlineData("BroadcastGoneAsync(new Gone(\"\"))")]
    [InlineData("BroadcastGoneAsync(1, new Gone(\"\"))")]
    [InlineData("BroadcastGoneToAllAsync(new Gone(\"\"))")]
    [InlineData("BroadcastRisenAsync(new(1), new(\"\"))")]
    [InlineData("BroadcastRisenAsync(new(1), new(\"\"), default)")]
    [InlineData("BroadcastRisenAsync(new Level(1), new(\"\"), CancellationToken.None)")]
    [InlineData("BroadcastStepAsync(new(1), new(2), new(\"\"), default)")]
    public void A_broadcast_that_says_whom_it_reaches_compiles(string call) => Assert.Empty(Errors(call));

    private static Diagnostic[] Errors(string call) =>
        [.. Generated.From(
            Streams, $"public static class Caller {{ public static ValueTask Call(StreamsBroadcaster streams) => streams.{call}; }}")
            .Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)];
}
