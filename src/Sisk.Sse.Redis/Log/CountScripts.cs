using Sisk.Sse.Redis.Client;

namespace Sisk.Sse.Redis.Log;

/// <summary>The scripts that publish a server's connection counts and sum those of all servers.</summary>
internal static class CountScripts
{
    internal static readonly RedisScript Flush = new("flush.lua");
    internal static readonly RedisScript Sum = new("count.lua");
}
