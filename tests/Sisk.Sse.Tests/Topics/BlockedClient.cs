using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

/// <summary>A subscriber of a topic whose writes a test can block.</summary>
internal sealed class BlockedClient
{
    private readonly FakeFrameWriter _writer = new();

    internal BlockedClient(StreamTopic topic, DeliveryClock clock, int maxQueued, string key)
    {
        var settings = new ConnectionSettings(
            maxQueued, 1024 * 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        Connection = new Connection(_writer, settings, clock, heldUntilStart: false);
        topic.Subscribe(Connection, key, lastEventId: null, default);
        Connection.Start([]);
    }

    internal Connection Connection { get; }

    /// <summary>Gets the number of broadcast events that were written.</summary>
    internal int Received => _writer.Written.Split('\n').Count(static line => line.StartsWith("id: ", StringComparison.Ordinal));

    /// <summary>Blocks the next write and starts it, unless one is already waiting.</summary>
    internal TaskCompletionSource<bool> Block(Action? meanwhile = null)
    {
        var room = new TaskCompletionSource<bool>();
        _writer.Room = room.Task;
        _writer.OnFlush = meanwhile ?? _writer.OnFlush;
        Connection.Send(FrameEncoder.Event("sent", null, null));
        _writer.OnFlush = static () => { };
        return room;
    }

    /// <summary>Completes the waiting write. Later writes wait for the given one, if any.</summary>
    internal void Unblock(TaskCompletionSource<bool> write, TaskCompletionSource<bool>? next = null)
    {
        _writer.Room = next?.Task ?? Task.FromResult(true);
        write.SetResult(true);
    }

    /// <summary>Completes once the connection is closed, if it overflowed.</summary>
    internal Task SettledAsync(bool overflowed) => overflowed ? Signal.WithinAsync(Connection.Closed) : Task.CompletedTask;
}
