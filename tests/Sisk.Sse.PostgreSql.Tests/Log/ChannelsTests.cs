using Sisk.Sse.PostgreSql.Log;

namespace Sisk.Sse.PostgreSql.Tests.Log;

public sealed class ChannelsTests
{
    private readonly Channels _channels = new();
    private readonly Subscriber _subscriber = new();

    [Fact]
    public void Channel_without_subscribers_is_forgotten_when_the_connection_no_longer_listens_to_it()
    {
        Listen();

        _channels.Remove("a", _subscriber);

        Assert.Equal(1, _channels.Count);
        Assert.Equal("UNLISTEN a", _channels.TakeChanges());
        _channels.Confirm();
        Assert.Equal(0, _channels.Count);
    }

    [Fact]
    public void Channel_whose_last_subscriber_leaves_during_an_outage_is_forgotten()
    {
        Listen();
        _channels.Interrupt(new IOException());

        _channels.Remove("a", _subscriber);

        Assert.Equal(0, _channels.Count);
    }

    [Fact]
    public void Channel_whose_last_subscriber_has_left_is_forgotten_with_the_connection()
    {
        Listen();
        _channels.Remove("a", _subscriber);

        _channels.Interrupt(new IOException());

        Assert.Equal(0, _channels.Count);
    }

    [Fact]
    public void Channel_whose_subscription_fails_is_forgotten()
    {
        var listening = _channels.Add("a", _subscriber);
        _channels.TakeChanges();
        _channels.Interrupt(new IOException());

        _channels.Remove("a", _subscriber);

        Assert.True(listening.IsFaulted);
        Assert.Equal(0, _channels.Count);
    }

    [Fact]
    public void Channel_whose_subscription_is_canceled_before_the_command_is_forgotten()
    {
        _channels.Add("a", _subscriber);

        _channels.Remove("a", _subscriber);

        Assert.Equal(0, _channels.Count);
        Assert.Equal("", _channels.TakeChanges());
    }

    [Fact]
    public void Channel_whose_subscription_is_canceled_during_the_command_is_no_longer_listened_to()
    {
        _channels.Add("a", _subscriber);
        _channels.TakeChanges();

        _channels.Remove("a", _subscriber);
        _channels.Confirm();

        Assert.Equal("UNLISTEN a", _channels.TakeChanges());
        _channels.Confirm();
        Assert.Equal(0, _channels.Count);
    }

    private void Listen()
    {
        _channels.Add("a", _subscriber);
        Assert.Equal("LISTEN a", _channels.TakeChanges());
        _channels.Confirm();
    }

    private sealed class Subscriber : IEventLogSubscriber
    {
        public bool IsFull => false;

        public void OnAppended(EventLogNotification notification)
        {
        }

        public void OnMissed()
        {
        }
    }
}
