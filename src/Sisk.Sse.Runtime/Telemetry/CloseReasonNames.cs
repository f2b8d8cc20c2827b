namespace Sisk.Sse.Telemetry;

/// <summary>The names of close reasons in attributes, by OpenTelemetry's conventions.</summary>
internal static class CloseReasonNames
{
    internal static string Of(CloseReason reason) => reason switch
    {
        CloseReason.Closed => "closed",
        CloseReason.Completed => "completed",
        CloseReason.ClientGone => "client_gone",
        CloseReason.Overflow => "overflow",
        CloseReason.WriteTimeout => "write_timeout",
        CloseReason.Replaced => "replaced",
        CloseReason.Rejected => "rejected",
        CloseReason.Expired => "expired",
        CloseReason.LogUnavailable => "log_unavailable",
        CloseReason.EventsLost => "events_lost",
        CloseReason.ServerStopping => "server_stopping",
        _ => "failed",
    };
}
