using Sisk.Sse.Sessions;

namespace Sisk.Sse.Tests.Support;

/// <summary>Waits for sessions to return their responses to the server.</summary>
internal static class SessionSignals
{
    internal static async Task BecomesEmptyAsync(this SessionRegistry sessions)
    {
        // A session completes after it has left the registry. It may have failed, which does not matter here.
        foreach (var session in sessions.All())
        {
            await Signal.WithinAsync(session.Ended.ContinueWith(static _ => { }, TaskScheduler.Default));
        }

        Assert.Empty(sessions.All());
    }
}
