using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The subscription to a channel of one run.</summary>
internal sealed class RunSubscription(ChannelMessageQueue channel) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        _ = channel.UnsubscribeAsync(CommandFlags.FireAndForget);
        return ValueTask.CompletedTask;
    }
}
