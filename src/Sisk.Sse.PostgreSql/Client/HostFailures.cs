using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>
/// Describes the failures of a connection string's hosts. While Npgsql believes that all of several hosts are offline, its errors do not
/// tell why, so the causes are remembered.
/// </summary>
/// <param name="host">The host or hosts of the connection string; null for none.</param>
internal sealed class HostFailures(string? host)
{
    /// <summary>The failure of all of several hosts; null if one could be used.</summary>
    private volatile EventLogException? _ofAll;

    /// <summary>Notes that a host could be used.</summary>
    internal void Clear() => _ofAll = null;

    /// <inheritdoc cref="Failures.Describe"/>
    internal EventLogException Describe(Exception exception, bool wasSent)
    {
        var failure = Failures.Describe(exception, wasSent, host);
        if (exception is NpgsqlException { InnerException: AggregateException })
        {
            _ofAll = failure;
        }
        else if (exception is NpgsqlException { InnerException: null } and not PostgresException && _ofAll is { } earlier)
        {
            return new EventLogException(earlier.Message, failure.MayBeDone, earlier.Refusal, exception);
        }

        return failure;
    }
}
