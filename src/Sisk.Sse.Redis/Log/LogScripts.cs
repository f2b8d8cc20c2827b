using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The scripts that Redis runs: each does its work in one step and one round trip.</summary>
internal sealed class LogScripts
{
    internal static readonly LogScripts Append = new("primary.lua", "append.lua");
    internal static readonly LogScripts Read = new("primary.lua", "read.lua");
    internal static readonly LogScripts Flush = new("flush.lua");
    internal static readonly LogScripts Count = new("count.lua");

    private readonly string _text;
    private readonly byte[] _hash;

    private LogScripts(params ReadOnlySpan<string> resources)
    {
        var text = new StringBuilder();
        foreach (var resource in resources)
        {
            using var reader = new StreamReader(typeof(LogScripts).Assembly.GetManifestResourceStream(resource)!);
            text.Append(reader.ReadToEnd());
        }

        _text = text.ToString();

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
