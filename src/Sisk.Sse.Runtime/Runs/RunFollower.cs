using Sisk.Sse.Sessions;

namespace Sisk.Sse.Runs;

/// <summary>Sends the events of a run to one client.</summary>
internal static class RunFollower
{
    /// <summary>Sends the events after a position until the run or the connection ends.</summary>
    /// <returns>A task that completes when either has ended.</returns>
    internal static async Task FollowAsync(StreamSession session, HttpRequestEventSource source, IRunSource run, long position)
    {
        var connection = source.Connection;
        var token = session.CancellationToken;
        run.Enter();
        try
        {
            while (true)
            {
                var slice = await run.ReadAsync(position, token).ConfigureAwait(false);
                if (slice.HasGap && !await connection.SendWhenRoomAsync(ResetEvent.Frame, token).ConfigureAwait(false))
                {
                    return;
                }

                foreach (var frame in slice.Frames)
                {
                    if (!await connection.SendWhenRoomAsync(frame, token, hold: true).ConfigureAwait(false))
                    {
                        return;
                    }
                }

                connection.Pump();
                position = slice.Last;
                run.Saw(position);
                if (slice.End is { } end)
                {
                    connection.Close(end.Reason, end.Last);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The client is gone, or was sent away. The run continues.
        }
        finally
        {
            connection.Pump();
            run.Leave();
        }
    }
}
