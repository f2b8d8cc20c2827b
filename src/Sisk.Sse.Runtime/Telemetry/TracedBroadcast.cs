using System.Diagnostics;

namespace Sisk.Sse.Telemetry;

/// <summary>A broadcast that is counted or traced.</summary>
/// <param name="Activity">Its activity; null if it is not traced.</param>
/// <param name="Caller">The caller's activity.</param>
/// <param name="Began">The timestamp of its beginning.</param>
internal readonly record struct TracedBroadcast(Activity? Activity, Activity? Caller, long Began)
{
    /// <summary>The longest <c>tracestate</c> that every participant of a trace has to pass on.</summary>
    private const int MaxStateLength = 512;

    /// <summary>
    /// Gets the context for other servers: the <c>traceparent</c> and, if there is one, a space and the <c>tracestate</c>. Null if the
    /// activity is not recorded.
    /// </summary>
    internal string? TraceContext => Activity is not { Recorded: true, IdFormat: ActivityIdFormat.W3C } ? null
        : GetState(Activity) is { } state ? $"{Activity.Id} {state}" : Activity.Id;

    /// <summary>Makes the caller's activity the current one again. The broadcast may end later, on another thread.</summary>
    internal void Restore()
    {
        if (Activity is not null)
        {
            Activity.Current = Caller;
        }
    }

    /// <summary>Returns the state of a trace without the last entries of one that is too long. Null for text that is no header.</summary>
    private static string? GetState(Activity activity)
    {
        var state = activity.TraceStateString;
        if (state is not { Length: > 0 } || state.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        var length = state.Length <= MaxStateLength ? state.Length : state.LastIndexOf(',', MaxStateLength);
        return length > 0 ? state[..length] : null;
    }
}
