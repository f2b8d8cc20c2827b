using Sisk.Sse.Redis.Client;

namespace Sisk.Sse.Redis.Log;

/// <summary>The scripts that write runs, read them and follow them.</summary>
internal static class RunScripts
{
    internal static readonly RedisScript Write = new("run.lua");
    internal static readonly RedisScript Read = new("runpage.lua");
    internal static readonly RedisScript Follow = new("follow.lua");
    internal static readonly RedisScript Stop = new("stop.lua");
}
