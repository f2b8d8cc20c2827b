using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Binding;
using Sisk.Sse.Description;
using Sisk.Sse.Routing;
using Sisk.Sse.Runs;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.CompilerServices;

/// <content>Resumable pull streams: a POST begins a run, a GET of the same path resumes it, and a DELETE stops it.</content>
public sealed partial class EndpointsBuilder
{
    private void MapResumable(
        string method, string pattern, StreamDescription stream, Func<StreamRequest, Task> handler, Delegate call, object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(metadata);
        var runs = _endpoints.ServiceProvider.GetRequiredService<RunRegistry>();
        Map(
            SessionKind.Pull,
            method,
            pattern,
            stream,
            (session, filters) => BeginAsync(session, filters, stream, runs, handler),
            call,
            [stream, .. metadata]);

        // Both routes have the metadata of the POST, above all its authorization. They call no method, so filters see no arguments.
        var run = new RunEndpoint(stream, runs);
        var resumed = stream.ForResume();
        Func<StreamRequest, Task> resume = request => run.ResumeAsync(request.Session);
        var marker = new ResumeRoutes.Marker(stream.Name);
        Map(
            SessionKind.Pull,
            HttpMethods.Get,
            pattern,
            stream,
            (session, filters) => FilterAsync(session, filters, resumed, resume),
            resume,
            [resumed, new ResumeDescription(), marker, .. metadata]);
        Func<StreamRequest, Task> stop = request => run.StopAsync(request.Session);
        Map(
            SessionKind.Imperative,
            HttpMethods.Delete,
            pattern,
            stream,
            (session, filters) => FilterAsync(session, filters, resumed, stop),
            stop,
            [new StopDescription(resumed), marker, .. metadata]);
    }

    private static async Task BeginAsync(
        StreamSession session, StreamFilters? filters, StreamDescription stream, RunRegistry runs, Func<StreamRequest, Task> handler)
    {
        var call = new DetachedCall(session);
        try
        {
            await handler(new StreamRequest(session, stream, filters, runs, call)).ConfigureAwait(false);
        }
        finally
        {
            if (!call.IsDetached)
            {
                await call.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static Task FilterAsync(
        StreamSession session, StreamFilters? filters, StreamDescription stream, Func<StreamRequest, Task> answer)
    {
        var request = new StreamRequest(session, stream, filters);
        return filters is null ? answer(request) : request.FilterAsync(binder: null, [], (request, _) => answer(request));
    }
}
