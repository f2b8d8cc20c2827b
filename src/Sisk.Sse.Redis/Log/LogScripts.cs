using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The scripts that Redis runs: each does its work in one step and one round trip.</summary>
internal sealed class LogScripts
{
    internal static readonly LogScripts Append = new("append.lua");
    internal static readonly LogScripts Read = new("read.lua");
    internal static readonly LogScripts Flush = new("flush.lua");
    internal static readonly LogScripts Count = new("count.lua");

    private readonly string _text;
    private readonly byte[] _hash;

    private LogScripts(string resource)
    {
        using var reader = new StreamReader(typeof(LogScripts).Assembly.GetManifestResourceStream(resource)!);
        _text = reader.ReadToEnd();

        // What Redis calls a script by; nothing secret.
#pragma warning disable CA5350
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
#pragma warning restore CA5350
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<RedisResult> RunAsync(IDatabaseAsync database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values).ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // A server that was restarted does not know it any more; the text makes it known.
            return await database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.NoScriptCache).ConfigureAwait(false);
        }
    }
}
