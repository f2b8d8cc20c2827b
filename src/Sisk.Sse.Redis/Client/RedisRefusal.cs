using System.Security.Authentication;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>Explains errors that a retry cannot solve, because Redis refuses the application.</summary>
internal static class RedisRefusal
{
    private const string PlaceInScript = " script: ";

    internal const string WrongPassword =
        "Redis refused the user or the password. Check user and password in RedisEventStreamOptions.Configuration.";

    /// <summary>Returns the cause and the remedy, without secrets, or null for every other error.</summary>
    internal static string? Explain(Exception? exception) => exception switch
    {
        null => null,
        RedisTooOldException => exception.Message,
        AuthenticationException =>
            $"TLS with Redis failed: {CauseOf(exception)} Check the certificates, and ssl, "
            + "sslHost and sslProtocols in RedisEventStreamOptions.Configuration.",
        AggregateException several => several.InnerExceptions.Select(Explain).FirstOrDefault(static found => found is not null),
        RedisCommandException =>
            $"The command cannot be sent to this Redis: {CauseOf(exception)} Check RedisEventStreamOptions.Configuration or Connection.",

        // StackExchange.Redis reports the error codes of the server in exceptions of several types.
        _ when Says(exception, "WRONGPASS") || Says(exception, "NOAUTH") => WrongPassword,
        RedisServerException when Says(exception, "NOPERM") || Says(exception, RedisErrors.NoPermissionInScript) =>
            $"The user lacks a permission that event streams need: {CauseOf(exception)} Run ACL LOG in Redis to find it. "
            + "Keys and channels begin with the ApplicationName. "
            + "See https://github.com/sisk-http/sisk-sse/blob/main/docs/guides/scale-out.md#redis-server for the list.",
        RedisServerException when Says(exception, "Unknown Redis command") || Says(exception, "unknown command") =>
            $"This server lacks a command that event streams need: {CauseOf(exception)} Use Redis {RedisVersion.Oldest} or later, "
            + "with streams and scripts.",
        _ => Explain(exception.InnerException),
    };

    /// <summary>Returns the message as a sentence, without the place in a script, which tells an operator nothing.</summary>
    private static string CauseOf(Exception exception)
    {
        var place = exception.Message.IndexOf(PlaceInScript, StringComparison.Ordinal);
        return (place < 0 ? exception.Message : exception.Message[..place]).TrimEnd('.') + ".";
    }

    private static bool Says(Exception exception, string code) => exception.Message.Contains(code, StringComparison.Ordinal);
}
