namespace Sisk.Sse.Connections;

/// <summary>The users of a connection's response. The connection is finished when none is left.</summary>
[Flags]
internal enum ResponseUsers : byte
{
    None = 0,

    /// <summary>The pump, which writes frames.</summary>
    Pump = 1,

    /// <summary>The thread that aborts the transport.</summary>
    Abort = 2,

    /// <summary>The owner, during <see cref="IConnectionOwner.OnClosing"/>, which may read the request.</summary>
    Owner = 4,

    /// <summary>The caller of <see cref="Connection.CloseUnsettled"/>, until <see cref="Connection.Settle"/>.</summary>
    Settlement = 8,
}
