namespace Sisk.Sse.Tests.Support;

/// <summary>Waits for signals of the code under test, with a timeout that only a failing test reaches.</summary>
internal static class Signal
{
    internal static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    internal static Task<T> WithinAsync<T>(Task<T> task) => task.WaitAsync(Bound, TestContext.Current.CancellationToken);

    internal static Task WithinAsync(Task task) => task.WaitAsync(Bound, TestContext.Current.CancellationToken);

    /// <summary>Completes when the source with the identifier is unregistered.</summary>
    internal static Task<HttpRequestEventSource> UnregisteredAsync(HttpEventSourceCollection sources, string identifier)
    {
        var gone = new TaskCompletionSource<HttpRequestEventSource>(TaskCreationOptions.RunContinuationsAsynchronously);
        sources.OnEventSourceUnregistration += (_, source) =>
        {
            if (source.Identifier == identifier)
            {
                gone.TrySetResult(source);
            }
        };
        return WithinAsync(gone.Task);
    }

    /// <summary>Completes when the given number of sources have been registered.</summary>
    internal static Task RegisteredAsync(HttpEventSourceCollection sources, int count)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sources.OnEventSourceRegistered += (_, _) =>
        {
            if (Interlocked.Decrement(ref count) == 0)
            {
                all.TrySetResult();
            }
        };
        return WithinAsync(all.Task);
    }
}
