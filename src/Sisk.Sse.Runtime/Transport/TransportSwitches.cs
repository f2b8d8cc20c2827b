namespace Sisk.Sse.Transport;

/// <summary>
/// The <see cref="AppContext"/> switches of the transport, for operators: in <c>runtimeconfig.json</c>, or as
/// <c>RuntimeHostConfigurationOption</c> items of the project.
/// </summary>
internal static class TransportSwitches
{
    /// <summary>False sends every stream through the server's response, never to the connection's own socket. The default is true.</summary>
    internal const string UseSockets = "Sisk.Sse.UseSockets";

    /// <summary>
    /// False makes a system call for each connection instead of batching sends with io_uring. The default is true; if the system has no
    /// io_uring or refuses it, as many containers do, sends are not batched either. Turn it off where a policy would end the process.
    /// </summary>
    internal const string UseIoUring = "Sisk.Sse.UseIoUring";

    internal static StreamTransport Transport => IsOn(UseSockets) ? StreamTransport.Auto : StreamTransport.Pipe;

    internal static bool IsIoUringAllowed => IsOn(UseIoUring);

    private static bool IsOn(string name) => !AppContext.TryGetSwitch(name, out var isOn) || isOn;
}
