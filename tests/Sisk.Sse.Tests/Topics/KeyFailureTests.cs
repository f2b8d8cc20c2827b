using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Keys whose own code throws.</summary>
public sealed class KeyFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_without_a_text_fails_in_the_task_and_throws_where_there_is_none()
    {
        await using var app = await TestApp.StartAsync();
        var tickets = app.Get<TicketEventsBroadcaster>();
        var missing = new Ticket(-1);

        var broadcast = tickets.BroadcastWatchAsync(missing, "x", Cancellation);
        var completion = tickets.CompleteWatchAsync(missing, "ann", "x", Cancellation);
        var listing = tickets.ListWatchAsync(missing, Cancellation);

        await FailsAsync(async () => await broadcast);
        await FailsAsync(async () => await completion);
        await FailsAsync(async () => await listing);
        await FailsAsync(() =>
        {
            TicketEventsBroadcaster.WatchIdentifier.Format(missing, "ann");
            return Task.CompletedTask;
        });
    }

    private static async Task FailsAsync(Func<Task> call) =>
        Assert.Equal("The ticket has no number.", (await Assert.ThrowsAsync<InvalidOperationException>(call)).Message);
}

[RoutePrefix("/tickets")]
public sealed class TicketEvents
{
    [RouteGet("/{ticket}/{user}")]
    public static EventStream<string> Watch(Ticket ticket, string user) => new();
}

/// <summary>A value of the application that may be invalid, as the default of a struct often is.</summary>
public readonly record struct Ticket(int Number) : IParsable<Ticket>
{
    public static Ticket Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Ticket result)
    {
        var isNumber = int.TryParse(s, provider, out var number);
        result = new Ticket(number);
        return isNumber;
    }

    public override string ToString() =>
        Number >= 0 ? Number.ToString(CultureInfo.InvariantCulture) : throw new InvalidOperationException("The ticket has no number.");
}
