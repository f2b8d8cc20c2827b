using Npgsql;
using Sisk.Sse.PostgreSql.Client;

namespace Sisk.Sse.PostgreSql.Log;

/// <summary>
/// Checks that notifications reach a connection. Through a pool that shares sessions, or in another database, they do not, and neither
/// <c>LISTEN</c> nor any other command fails.
/// </summary>
internal sealed class NotificationCheck(LogDatabase database, TimeProvider time)
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(2);

    /// <summary>Sends a notification to the connection and waits for it, if it goes through a pool, or elsewhere than the others.</summary>
    /// <exception cref="EventLogException">The notification did not arrive within 2 seconds.</exception>
    internal async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!database.ListensElsewhere && await IsDirectAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var channel = "sisk_sse_check_" + Guid.NewGuid().ToString("N");
        var hasArrived = false;
        connection.Notification += OnNotification;
        try
        {
            await ExecuteAsync($"LISTEN {channel}").ConfigureAwait(false);
            await database.NotifyAsync(channel, cancellationToken).ConfigureAwait(false);
            using var deadline = new CancellationTokenSource(_timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            while (!hasArrived)
            {
                await connection.WaitAsync(either.Token).ConfigureAwait(false);
            }

            await ExecuteAsync($"UNLISTEN {channel}").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EventLogException(
                "A notification did not arrive.",
                mayBeDone: false,
                database.ListensElsewhere ? Failures.NoNotificationsElsewhere : Failures.NoNotifications);
        }
        finally
        {
            connection.Notification -= OnNotification;
        }

        void OnNotification(object sender, NpgsqlNotificationEventArgs message) => hasArrived |= message.Channel == channel;

        async Task ExecuteAsync(string sql)
        {
            await using var command = database.CreateCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns false if the connection goes through a pool, which reports its own process id.</summary>
    private async Task<bool> IsDirectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var process = database.CreateCommand("SELECT pg_backend_pid()", connection);
        return await process.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is int id && id == connection.ProcessID;
    }
}
