using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.CompilerServices;

/// <summary>Runs blocking handlers of the imperative API. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImperativeRequest
{
    /// <summary>Runs a handler that may block, on a thread of its own: a thousand of them leave the thread pool to everyone else.</summary>
    public static Task RunBlockingAsync<TState>(TState state, Func<TState, HttpResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return OnOwnThreadAsync(() => handler(state));
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
