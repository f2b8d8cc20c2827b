using System.Net;

namespace Sisk.Sse.Redis.Client;

/// <summary>The minimum version of Redis. <c>XADD … MINID</c> was added in 6.2.0; all other commands are older.</summary>
internal static class RedisVersion
{
    internal static readonly Version Oldest = new(6, 2);

    /// <exception cref="RedisTooOldException">The server is older.</exception>
    internal static void Require(EndPoint? server, Version version)
    {
        if (version < Oldest)
        {
            throw new RedisTooOldException(
                $"The Redis server at {server} has version {version}, which lacks XADD MINID. Use Redis {Oldest} or later.");
        }
    }
}
