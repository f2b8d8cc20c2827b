using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>
/// Scripts that fail in the middle, because the user lacks the permission for one of their commands. Redis does not undo them.
/// </summary>
public sealed class HalfDoneScriptTests(RedisServer redis) : IAsyncDisposable
{
    private readonly string _user = "user-" + Guid.NewGuid().ToString("N");
    private Nodes? _nodes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _nodes?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("hset")]
    [InlineData("xadd")]
    public async Task Server_that_starts_late_reads_every_event_after_a_permission_was_missing(string command)
    {
        var nodes = await CreateNodesAsync();
        var app = await nodes.StartAsync(static options => options.MaxWait = TimeSpan.FromHours(1));
        await using var client = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "one");
        Assert.Equal("message:one", await client.EventAsync());
        var id = client.LastEventId;
        await PermitAsync("-" + command);
        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "refused").AsTask()));
        Assert.Contains("The user lacks a permission", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.MayBeAppended);
        await PermitAsync("+" + command);

        await Nodes.SendAsync(app, "a", "two");
        await Nodes.SendAsync(app, "a", "three");

        Assert.Equal(["two", "three"], await client.TakeAsync(2));
        var late = await nodes.StartAsync();
        await using var returned = await late.AnsweredAsync("/board/a", "message:two", id);
        Assert.Equal("message:three", await returned.EventAsync());
    }

    [Theory]
    [InlineData("hset")]
    [InlineData("pexpire")]
    [InlineData("xtrim")]
    public async Task Events_of_a_run_are_written_after_a_permission_was_missing(string command)
    {
        var nodes = await CreateNodesAsync();
        var store = (IRunStore)(await nodes.StartAsync()).Get<IEventLog>();
        await store.WriteAsync(Write(1, "a"u8.ToArray()), Cancellation);
        await PermitAsync("-" + command);
        var failure = await Assert.ThrowsAsync<EventLogException>(() => store.WriteAsync(Write(2, "b"u8.ToArray()), Cancellation).AsTask());
        Assert.Contains("The user lacks a permission", failure.Refusal, StringComparison.Ordinal);
        await PermitAsync("+" + command);

        await store.WriteAsync(Write(2, "b"u8.ToArray(), "c"u8.ToArray()), Cancellation);

        var page = await store.ReadAsync("run", after: 0, maxEvents: 10, Cancellation);
        Assert.Equal("abc", string.Concat(page!.Events.Select(static bytes => (char)bytes.Span[0])));
    }

    private async Task<Nodes> CreateNodesAsync()
    {
        await PermitAsync("on", ">pa55word", "~*", "&*", "+@all");
        return _nodes = new Nodes($"{redis.Configuration},user={_user},password=pa55word");
    }

    private async Task PermitAsync(params string[] rules)
    {
        using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Configuration + ",allowAdmin=true");
        await admin.GetDatabase().ExecuteAsync("ACL", ["SETUSER", _user, .. rules]);
    }

    private static RunStoreWrite Write(long first, params byte[][] events) => new()
    {
        Run = "run",
        Header = "header",
        First = first,
        Events = Array.ConvertAll(events, static bytes => (ReadOnlyMemory<byte>)bytes),
        MaxEvents = 100,
        OldestNeeded = 1,
        Lifetime = TimeSpan.FromMinutes(1),
        Alive = TimeSpan.FromMinutes(1),
    };
}
