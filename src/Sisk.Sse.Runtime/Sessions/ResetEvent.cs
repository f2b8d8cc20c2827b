using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>The event <c>reset</c>, which tells a client that it may have missed events.</summary>
internal static class ResetEvent
{
    internal static readonly Frame Frame = FrameEncoder.Event("", "reset", id: null);
}
