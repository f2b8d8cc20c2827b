using System.Diagnostics;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Tests.Support;

/// <summary>Waits for sessions to end. The registry tells nobody, so it is looked at again and again, with a bound.</summary>
internal static class SessionSignals
{
    internal static async Task BecomesEmptyAsync(this SessionRegistry sessions)
    {
        for (var began = Stopwatch.GetTimestamp(); sessions.Sessions > 0 && Stopwatch.GetElapsedTime(began) < Signal.Bound;)
        {
            await Task.Yield();
        }

        Assert.Equal(0, sessions.Sessions);
    }
}
