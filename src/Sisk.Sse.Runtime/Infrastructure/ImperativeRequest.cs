using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Hosting;

namespace Sisk.Sse.Infrastructure;

/// <summary>Runs handlers of the imperative form, and closes what they leave open. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImperativeRequest
{
    /// <summary>Runs a handler that may block, on a thread of its own: a thousand of them leave the thread pool to everyone else.</summary>
    public static Task RunBlockingAsync<TState>(HttpContext context, TState state, Func<TState, HttpResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(handler);
        return RunAsync(context, (state, handler), static call => OnOwnThreadAsync(() => call.handler(call.state)));
    }

    /// <summary>Runs an asynchronous handler.</summary>
    public static async Task RunAsync<TState>(HttpContext context, TState state, Func<TState, Task<HttpResponse>> handler)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(handler);
        context.Features.Set(new EventSourceFeature());
        try
        {
            await handler(state).ConfigureAwait(false);
        }
        finally
        {
            // However the handler ended, no source outlives its request.
            if (context.Features.Get<EventSourceFeature>()?.Source is { } source)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>A token that is cancelled when the client is gone or the server stops.</summary>
    public static CancellationToken GetCancellationToken(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RequestToken.Link(context, EventStreamHost.From(context.RequestServices).Stopping);
    }

    private static Task<HttpResponse> OnOwnThreadAsync(Func<HttpResponse> handler)
    {
        var result = new TaskCompletionSource<HttpResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(handler());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "Event stream handler",
        };
        thread.Start();
        return result.Task;
    }
}
