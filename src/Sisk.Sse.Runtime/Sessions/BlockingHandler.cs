using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Sessions;

/// <summary>
/// Runs blocking handlers of the imperative API, each on its own thread: many of them do not occupy the thread pool.
/// </summary>
internal static class BlockingHandler
{
    internal static Task<HttpResponse> RunAsync(Func<HttpResponse> handler)
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
