using StackExchange.Redis;

namespace LiveBoard.Load;

/// <summary>Of the servers that share a Redis, one at a time tells its load; another does soon after that one has stopped.</summary>
internal sealed class LoadTurn(IConnectionMultiplexer? redis)
{
    private const string Key = "LiveBoard:load";
    private static readonly TimeSpan _term = TimeSpan.FromSeconds(3);

    private readonly string _server = Guid.NewGuid().ToString("N");

    public async ValueTask<bool> IsOursAsync()
        => redis is null
            || await redis.GetDatabase().LockExtendAsync(Key, _server, _term)
            || await redis.GetDatabase().LockTakeAsync(Key, _server, _term);
}
