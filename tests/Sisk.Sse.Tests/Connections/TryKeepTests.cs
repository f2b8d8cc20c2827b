using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Connections;

/// <summary>A value that its owner ties to a connection is released exactly once.</summary>
public sealed class TryKeepTests : IDisposable
{
    private static readonly ConnectionSettings _settings = new(
        16, 1024, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
    private readonly DeliveryClock _clock = new(TimeProvider.System, new SendBatches());

    [Fact]
    public void Value_is_released_exactly_once_when_TryKeep_and_Close_race()
    {
        using var start = new Barrier(2);
        var stop = TestContext.Current.CancellationToken;
        Owner? owner = null;
        const int Rounds = 20_000;
        var closing = new Thread(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                start.SignalAndWait(stop);
                owner!.Connection.Close(CloseReason.Closed);
                start.SignalAndWait(stop);
            }
        })
        {
            IsBackground = true,
        };
        closing.Start();
        for (var i = 0; i < Rounds; i++)
        {
            owner = new Owner(new Connection(new FakeFrameWriter(), _settings, _clock, heldUntilStart: false));
            start.SignalAndWait(stop);
            var kept = owner.Keep();
            start.SignalAndWait(stop);

            Assert.Equal(1, (owner.FoundAtEnd ? 1 : 0) + (kept ? 0 : 1));
        }

        closing.Join();
    }

    [Fact]
    public void TryKeep_returns_false_when_the_connection_has_ended()
    {
        var owner = new Owner(new Connection(new FakeFrameWriter(), _settings, _clock, heldUntilStart: false));
        owner.Connection.Close(CloseReason.Closed);

        Assert.False(owner.Keep());
        Assert.False(owner.FoundAtEnd);
    }

    public void Dispose() => _clock.Dispose();

    private sealed class Owner : IConnectionOwner
    {
        private object? _kept;

        internal Owner(Connection connection)
        {
            Connection = connection;
            connection.Open(this, CancellationToken.None);
        }

        internal Connection Connection { get; }

        internal bool FoundAtEnd { get; private set; }

        internal bool Keep() => Connection.TryKeep(ref _kept, this);

        public void OnClosed(CloseReason reason) => FoundAtEnd = _kept is not null;
    }
}
