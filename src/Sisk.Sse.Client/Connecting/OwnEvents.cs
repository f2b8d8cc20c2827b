namespace Sisk.Sse.Client.Connecting;

/// <summary>The server's own events and ids.</summary>
internal static class OwnEvents
{
    /// <summary>The last event ID with which the server answers 204.</summary>
    internal const string EndId = "sisk-sse-end";

    internal const string End = "end";

    internal const string Error = "error";

    internal const string Reset = "reset";

    /// <summary>A resumable stream was stopped.</summary>
    internal const string Stopped = "stopped";

    /// <summary>The server that produced a resumable stream is gone.</summary>
    internal const string Interrupted = "interrupted";
}
