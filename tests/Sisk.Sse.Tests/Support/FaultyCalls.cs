using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Support;

/// <summary>The system calls, of which a test lets some fail before they do anything, or after they have done a part.</summary>
internal sealed class FaultyCalls : SystemCalls
{
    /// <summary>Gets or sets what replaces the result of <c>send(2)</c>: null calls the system.</summary>
    internal Func<int?> OnSend { get; set; } = static () => null;

    /// <summary>Gets or sets the exception that ends a send which waits for room.</summary>
    internal Func<SocketException?> OnSendAll { get; set; } = static () => null;

    /// <summary>Gets or sets what replaces the result of <c>getsockopt(2)</c>.</summary>
    internal Func<int?> OnGetOption { get; set; } = static () => null;

    /// <summary>Gets or sets what replaces the result of <c>io_uring_enter(2)</c>, from the number of sends that it is given.</summary>
    internal Func<int, int?> OnEnterRing { get; set; } = static _ => null;

    /// <summary>Gets or sets how many of the sends that it is given <c>io_uring_enter(2)</c> takes.</summary>
    internal Func<int, int> Taken { get; set; } = static all => all;

    internal override int Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes) => OnSend() ?? base.Send(socket, bytes);

    internal override ValueTask<int> SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes) =>
        OnSendAll() is { } exception ? ValueTask.FromException<int>(exception) : base.SendAllAsync(socket, bytes);

    internal override int GetOption(Socket socket, int level, int name, Span<byte> value) =>
        OnGetOption() ?? base.GetOption(socket, level, name, value);

    internal override int EnterRing(SafeFileHandle ring, int toSubmit, int minComplete)
    {
        var taken = Taken(toSubmit);
        return OnEnterRing(toSubmit) ?? base.EnterRing(ring, taken, Math.Min(minComplete, taken));
    }
}
