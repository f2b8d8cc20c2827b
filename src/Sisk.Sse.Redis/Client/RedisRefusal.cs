using System.Security.Authentication;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>Explains errors that no waiting mends: Redis is there, and does not let this application do its work.</summary>
internal static class RedisRefusal
{
    internal const string WrongPassword = "Redis refused the user or the password: check user and password of RedisEventStreamOptions.Configuration.";

    /// <summary>What is wrong and what to do about it, without any secret; null for every other error.</summary>
    internal static string? Explain(Exception? exception) => exception switch
    {
        null => null,
        RedisTooOldException => exception.Message,
        AuthenticationException =>
            $"TLS with Redis failed: {exception.Message} Check the certificates, and ssl, sslHost and sslProtocols of RedisEventStreamOptions.Configuration.",
        AggregateException several => several.InnerExceptions.Select(Explain).FirstOrDefault(static found => found is not null),
        RedisCommandException => $"The command cannot be sent to this Redis: {exception.Message} Check RedisEventStreamOptions.Configuration or Connection.",

        // StackExchange.Redis hands on the server's word in messages of several types.
        _ when Says(exception, "WRONGPASS") || Says(exception, "NOAUTH") => WrongPassword,
        RedisServerException when Says(exception, "NOPERM") =>
            $"Redis does not allow its user what event streams need: {exception.Message} docs/scale-out.md says what that is.",
        RedisServerException when Says(exception, "Unknown Redis command") || Says(exception, "unknown command") =>
            $"This server lacks a command that event streams need: {exception.Message} Use Redis {RedisVersion.Oldest} or newer, with its streams and scripts.",
        _ => Explain(exception.InnerException),
    };

    private static bool Says(Exception exception, string code) => exception.Message.Contains(code, StringComparison.Ordinal);
}
