using Microsoft.AspNetCore.Http;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Sessions;
using Sisk.Sse.Sources;

namespace Sisk.Sse.Runs;

/// <summary>Answers the requests of clients that come back to a run of a stream: GET resumes it, DELETE stops it.</summary>
internal sealed class RunEndpoint(StreamDescription stream, RunRegistry runs)
{
    private const string NoId = "Send the Last-Event-ID of an answer that was started with POST.";
    private const string Unknown = "This answer no longer exists. Ask again with POST.";
    private const string LogUnavailable = "The answer cannot be stopped at the moment, because the shared log is unavailable. Try again.";

    /// <summary>Sends the events that a client has missed, and continues.</summary>
    /// <returns>A task that completes when the stream has ended.</returns>
    internal async Task ResumeAsync(StreamSession session)
    {
        var context = session.Context;
        if (!RunId.TryParse(LastEventIdReader.Read(context.Request), out var id, out var position))
        {
            await RefuseAsync(context).ConfigureAwait(false);
            return;
        }

        IRunSource? run;
        try
        {
            run = await runs.FindAsync(id, context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            runs.ReportNotFound(exception, session.Path, "resumed");
            session.SendAway(CloseReason.LogUnavailable);
            return;
        }

        if (run is null)
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, Unknown).ConfigureAwait(false);
            return;
        }

        session.EndsWithRun = run.IsLocal;
        var source = session.TryOpen(identifier: null, stream.Settings with { Overflow = Overflow.Disconnect });
        if (source is not null && session.Register(source))
        {
            source.Connection.Start();
            await RunFollower.FollowAsync(session, source, run, position).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the run. One that has ended counts as stopped.</summary>
    internal async Task StopAsync(StreamSession session)
    {
        var context = session.Context;
        if (!RunId.TryParse(LastEventIdReader.Read(context.Request), out var id, out _))
        {
            await RefuseAsync(context).ConfigureAwait(false);
            return;
        }

        bool isStopped;
        try
        {
            isStopped = await runs.StopAsync(id, RunOwner.Of(context), context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            runs.ReportNotFound(exception, session.Path, "stopped");
            await ProblemResponse.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, LogUnavailable).ConfigureAwait(false);
            return;
        }

        if (isStopped)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, Unknown).ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext context) => LastEventIdReader.Read(context.Request) is null
        ? ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, NoId)
        : ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, Unknown);
}
