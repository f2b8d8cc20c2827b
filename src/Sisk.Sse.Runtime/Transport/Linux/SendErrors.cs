namespace Sisk.Sse.Transport.Linux;

/// <summary>The error numbers of Linux that mean something other than a broken connection.</summary>
internal static class SendErrors
{
    internal const int Interrupted = 4;
    internal const int BadDescriptor = 9;
    private const int WouldBlock = 11;
    private const int Invalid = 22;
    private const int NoSuchCall = 38;
    private const int NotSupported = 95;

    /// <summary>Gets a value indicating whether nothing was sent, and the same bytes can be sent later.</summary>
    internal static bool IsTransient(int result) => result is -WouldBlock or -Interrupted;

    /// <summary>Gets a value indicating whether the system's io_uring cannot send at all, so that the bytes must leave by <c>send(2)</c>.</summary>
    internal static bool IsUnsupported(int result) => result is -Invalid or -NoSuchCall or -NotSupported;
}
