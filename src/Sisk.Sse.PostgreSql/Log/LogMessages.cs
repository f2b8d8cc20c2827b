using Microsoft.Extensions.Logging;

namespace Sisk.Sse.PostgreSql.Log;

/// <summary>The log messages about the logs in PostgreSQL.</summary>
internal static partial class LogMessages
{
    /// <summary>Logs the name of the application. An exception of a logger must not fail the start.</summary>
    internal static void Opened(ILogger<PostgreSqlEventLog> logger, string application)
    {
        try
        {
            LogOpened(logger, application);
        }
        catch (Exception)
        {
            // The other loggers have the message.
        }
    }

    [LoggerMessage(
        14, LogLevel.Information,
        "The event streams of '{ApplicationName}' are shared through PostgreSQL, with all servers and publishing hosts of this name.")]
    private static partial void LogOpened(ILogger logger, string applicationName);
}
