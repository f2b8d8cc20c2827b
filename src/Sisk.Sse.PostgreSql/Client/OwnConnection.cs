using System.Transactions;
using Npgsql;

namespace Sisk.Sse.PostgreSql.Client;

/// <summary>
/// Opens connections outside the caller's transaction. Npgsql would join an ambient transaction, whose rollback undoes an
/// append that was already acknowledged, and whose locks other servers wait for.
/// </summary>
internal static class OwnConnection
{
    internal static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        if (!HasTransaction())
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }

        // A transaction belongs to a thread, or to the context that flows with the call.
        Task<NpgsqlConnection> opening;
        using (ExecutionContext.IsFlowSuppressed() ? null : (AsyncFlowControl?)ExecutionContext.SuppressFlow())
        {
            opening = Task.Run(() => source.OpenConnectionAsync(cancellationToken).AsTask(), CancellationToken.None);
        }

        return await opening.ConfigureAwait(false);
    }

    private static bool HasTransaction()
    {
        try
        {
            return Transaction.Current is not null;
        }
        catch (InvalidOperationException)
        {
            // It is completed, but not yet disposed.
            return true;
        }
    }
}
