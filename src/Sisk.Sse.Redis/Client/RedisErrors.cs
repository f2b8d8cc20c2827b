using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>Classifies the exceptions of StackExchange.Redis, which share no base class.</summary>
internal static class RedisErrors
{
    /// <summary>The beginning of errors of commands that Redis does not know.</summary>
    private const string UnknownCommand = "ERR unknown command";

    /// <summary>The beginning of errors in a script, as Redis 6 reports them. The place and the error of the command follow.</summary>
    private const string ScriptError = "ERR Error running script";

    private const string PlaceInScript = "@user_script:";

    /// <summary>
    /// A part of the errors of commands in a script that the user may not run, until Redis 7.0. Later ones have the code <c>NOPERM</c>.
    /// </summary>
    internal const string NoPermissionInScript = "The user executing the script can't";

    /// <summary>
    /// The error codes with which Redis rejects a command before it does anything. In a script, they come with the first write, because
    /// what they depend on cannot change while it runs.
    /// </summary>
    private static readonly HashSet<string> _rejections = new(StringComparer.Ordinal)
    {
        "ASK", "BUSY", "CLUSTERDOWN", "CROSSSLOT", "DENIED", "LOADING", "MASTERDOWN", "MISCONF", "MOVED", "NOAUTH", "NOREPLICAS",
        "NOSCRIPT", "OOM", "READONLY", "TRYAGAIN", "WRONGPASS", "WRONGTYPE",
    };

    internal static bool IsRedisError(Exception exception) =>
        exception is RedisException or TimeoutException or RedisCommandException or ObjectDisposedException;

    /// <summary>Returns the message of an error, with the servers that cannot be reached, which most messages do not name.</summary>
    internal static string MessageOf(Exception exception, IEnumerable<string> servers) =>
        exception is RedisConnectionException && string.Join(", ", servers) is { Length: > 0 } names
        && !servers.Any(exception.Message.Contains)
            ? $"{names}: {exception.Message}"
            : exception.Message;

    /// <summary>Returns true if Redis may have run the command: it was sent, and is not known to be rejected.</summary>
    internal static bool IsUncertain(Exception exception) => exception switch
    {
        RedisConnectionException lost => lost.FailureType is not ConnectionFailureType.UnableToResolvePhysicalConnection,
        RedisServerException error => !IsRejection(error.Message),
        RedisTooOldException or RedisCommandException => false,
        _ => true,
    };

    /// <summary>
    /// Returns true if nothing was done. A script that fails is not undone: an event may be in the log although a later command of the
    /// script failed. Proxies have errors of their own, which say nothing about Redis.
    /// </summary>
    private static bool IsRejection(string message)
    {
        var code = CodeOf(message);
        return _rejections.Contains(code)
            || message.StartsWith(UnknownCommand, StringComparison.Ordinal)

            // A user may have the permission for some commands of a script. One that undoes what it has done reports no place.
            || ((code == "NOPERM" || message.Contains(NoPermissionInScript, StringComparison.Ordinal))
                && !message.Contains(PlaceInScript, StringComparison.Ordinal));
    }

    private static string CodeOf(string message)
    {
        if (message.StartsWith(ScriptError, StringComparison.Ordinal) || message.StartsWith(PlaceInScript, StringComparison.Ordinal))
        {
            var place = message.LastIndexOf(PlaceInScript, StringComparison.Ordinal);
            message = place < 0 ? "" : message[(place + PlaceInScript.Length)..].TrimStart([.. " :-0123456789"]);
        }

        var end = message.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
