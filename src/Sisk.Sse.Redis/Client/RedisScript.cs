using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>A Lua script that Redis runs in one step and one round trip.</summary>
internal sealed class RedisScript
{
    private readonly string _text;
    private readonly byte[] _hash;

    /// <summary>Joins embedded resources to one script.</summary>
    internal RedisScript(params ReadOnlySpan<string> resources)
    {
        var text = new StringBuilder();
        foreach (var resource in resources)
        {
            using var reader = new StreamReader(typeof(RedisScript).Assembly.GetManifestResourceStream(resource)!);
            text.Append(reader.ReadToEnd());
        }

        _text = text.ToString();

        // Redis identifies scripts by their SHA-1 hash. It protects nothing.
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
            // A restarted server has forgotten the script. Sending its text loads it again.
            return await database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.NoScriptCache).ConfigureAwait(false);
        }
    }
}
