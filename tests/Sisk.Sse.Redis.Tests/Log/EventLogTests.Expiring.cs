using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <content>Events of a shared log that expire because nothing is broadcast for the lifetime of the log.</content>
public abstract partial class EventLogTests
{
    /// <summary>Checks the clients of a server that starts after the events have expired, and those that have stayed.</summary>
    /// <param name="start">Starts a server.</param>
    /// <param name="expire">Lets the events in the database expire.</param>
    private protected static async Task CheckExpiryAsync(Func<Task<TestApp>> start, Func<Task> expire)
    {
        var app = await start();
        await using var staying = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "one");
        await staying.NextAsync();
        var one = staying.LastEventId;
        await Nodes.SendAsync(app, "a", "two");
        await staying.NextAsync();
        var two = staying.LastEventId;
        await expire();

        var late = await start();
        await using var behind = await late.OpenAsync("/board/a", one);
        await using var current = await late.OpenAsync("/board/a", two);
        Assert.Equal("reset:", await behind.EventAsync());
        Assert.Equal("message:welcome to a", await behind.EventAsync());
        await Nodes.SendAsync(late, "a", "three");

        Assert.Equal(["three"], await behind.TakeAsync(1));
        Assert.Equal(["three"], await current.TakeAsync(1));
        Assert.Equal(["three"], await staying.TakeAsync(1));

        // The sequence goes on, so no id is given twice.
        Assert.Equal(staying.LastEventId, current.LastEventId);
    }
}
