using System.Net;

namespace Sisk.Sse.Redis.Client;

/// <summary>Which Redis it takes: <c>XTRIM … MINID</c> came with 6.2.0, and whatever else is used here is older.</summary>
internal static class RedisVersion
{
    internal static readonly Version Oldest = new(6, 2);

    /// <exception cref="RedisTooOldException">The server is older.</exception>
    internal static void Require(EndPoint? server, Version version)
    {
        if (version < Oldest)
        {
            throw new RedisTooOldException(
                $"The Redis server at {server} has version {version}, which lacks XTRIM MINID. Event streams over many servers need {Oldest} or newer.");
        }
    }
}
