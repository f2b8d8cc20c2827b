namespace Sisk.Sse.Transport.Linux;

/// <summary>The error numbers of Linux that do not mean a broken connection.</summary>
internal static class SendErrors
{
    internal const int Interrupted = 4;
    internal const int BadDescriptor = 9;
    private const int WouldBlock = 11;
    private const int Invalid = 22;
    private const int NoSuchCall = 38;
    private const int NotSupported = 95;

    /// <summary>Returns true if nothing was sent and the same bytes can be sent later.</summary>
    internal static bool IsTransient(int result) => result is -WouldBlock or -Interrupted;

    /// <summary>Returns true if the system's io_uring does not support sending, so that <c>send(2)</c> must be used.</summary>
    internal static bool IsUnsupported(int result) => result is -Invalid or -NoSuchCall or -NotSupported;
}
