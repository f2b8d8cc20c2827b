using System.Diagnostics;

namespace Sisk.Sse.Testing.Logs;

/// <summary>One test of the suite: servers of its own, and names that no other test uses.</summary>
internal sealed class SuiteRun(EventLogSuiteOptions options, CancellationToken cancellationToken) : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    private readonly List<SuiteServer> _servers = [];

    internal CancellationToken CancellationToken => cancellationToken;

    internal EventLogSuiteOptions Options => options;

    /// <summary>Gets a name that no other run has.</summary>
    internal string Name { get; } = "suite-" + Guid.NewGuid().ToString("N");

    internal async Task<SuiteServer> ConnectAsync()
    {
        var server = new SuiteServer(
            new TimedLog(await options.ConnectAsync(cancellationToken).ConfigureAwait(false), options.Timeout), Name, cancellationToken);
        _servers.Add(server);
        return server;
    }

    /// <summary>Repeats a call until it is true or the time is up. For what a database does by itself, such as an expiry.</summary>
    internal async Task BecomesAsync(string what, Func<Task<bool>> isTrue)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isTrue().ConfigureAwait(false))
        {
            Expect.That(Stopwatch.GetElapsedTime(began) < options.Timeout, $"{what} within {options.Timeout}");
            await Task.Delay(_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for what a log does by itself.</summary>
    /// <param name="task">The task that completes with it.</param>
    /// <param name="what">The name of it, for the error.</param>
    internal async Task<T> WithinAsync<T>(Task<T> task, string what = "a notification")
    {
        try
        {
            return await task.WaitAsync(options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new EventStreamTestException($"Expected: {what} within {options.Timeout}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
