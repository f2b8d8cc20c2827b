using Sisk.Sse.Redis.Client;

namespace Sisk.Sse.Redis.Log;

/// <summary>The scripts that append to a log and read it.</summary>
internal static class LogScripts
{
    internal static readonly RedisScript Append = new("primary.lua", "epochs.lua", "append.lua");
    internal static readonly RedisScript Read = new("primary.lua", "epochs.lua", "read.lua");
}
