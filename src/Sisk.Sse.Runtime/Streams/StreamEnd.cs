namespace Sisk.Sse;

/// <summary>The ways in which a pull stream tells its client that the sequence has ended.</summary>
/// <remarks>
/// Each sends the closing id, after which a reconnect is answered with 204. A sequence that fails, or that a stopping server cancels, never
/// ends in one of these ways.
/// </remarks>
public enum StreamEnd
{
    /// <summary>The last event is named <c>end</c> and has no data.</summary>
    Event,

    /// <summary>The last event has no name and the data <c>[DONE]</c>, which clients of OpenAI's streaming format expect.</summary>
    Done,

    /// <summary>No event is added. The closing id is sent alone, which raises no event in any client.</summary>
    None,
}
