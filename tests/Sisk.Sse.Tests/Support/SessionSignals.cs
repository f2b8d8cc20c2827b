using Sisk.Sse.Sessions;

namespace Sisk.Sse.Tests.Support;

/// <summary>Waits for the server to get back the responses that sessions own.</summary>
internal static class SessionSignals
{
    internal static async Task BecomesEmptyAsync(this SessionRegistry sessions)
    {
        // A session tells of its end after it has left the registry. How its handler ended is not asked here.
        foreach (var session in sessions.All())
        {
            await Signal.WithinAsync(session.Ended.ContinueWith(static _ => { }, TaskScheduler.Default));
        }

        Assert.Equal(0, sessions.Sessions);
    }
}
