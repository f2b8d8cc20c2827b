using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Waits for what happens to the runs of a server.</summary>
internal static class RunWaits
{
    /// <summary>Ends a client, and waits until its server has noticed.</summary>
    internal static async Task LeaveAsync(TestApp app, StreamReading reading)
    {
        await reading.DisposeAsync();
        await UntilAsync(() => app.Get<EventStreamRuns>().List() is [{ Clients: 0 }]);
    }

    /// <summary>Waits until the server has no runs.</summary>
    internal static Task ForgottenAsync(TestApp app) => UntilAsync(() => app.Get<EventStreamRuns>().List().Count == 0);

    /// <summary>The server learns of a client's end on its own threads, and says nothing of it.</summary>
    internal static Task UntilAsync(Func<bool> condition) => Signal.WithinAsync(Task.Run(async () =>
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }));
}
