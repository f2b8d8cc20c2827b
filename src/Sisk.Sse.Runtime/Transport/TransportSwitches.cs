namespace Sisk.Sse.Transport;

/// <summary>
/// The <see cref="AppContext"/> switches of the transport. They are set in <c>runtimeconfig.json</c> or by
/// <c>RuntimeHostConfigurationOption</c> items of the project.
/// </summary>
internal static class TransportSwitches
{
    /// <summary>
    /// The switch that is set to false to write every stream to the server's response, never to the socket. The default is true.
    /// </summary>
    internal const string UseSockets = "Sisk.Sse.UseSockets";

    /// <summary>
    /// The switch that is set to false to turn off batching with io_uring, for systems whose policy ends a process that uses it. The
    /// default is true. If the system does not have io_uring or forbids it, as many containers do, sends are not batched either.
    /// </summary>
    internal const string UseIoUring = "Sisk.Sse.UseIoUring";

    /// <summary>
    /// The switch that is set to false to write the events of one stream on one thread at a time. The default is true: a thread for each
    /// processor.
    /// </summary>
    internal const string UseAllCores = "Sisk.Sse.UseAllCores";

    internal static int MaxWriters => IsOn(UseAllCores) ? Environment.ProcessorCount : 1;

    internal static StreamTransport Transport => IsOn(UseSockets) ? StreamTransport.Auto : StreamTransport.Pipe;

    internal static bool IsIoUringAllowed => IsOn(UseIoUring);

    private static bool IsOn(string name) => !AppContext.TryGetSwitch(name, out var isOn) || isOn;
}
