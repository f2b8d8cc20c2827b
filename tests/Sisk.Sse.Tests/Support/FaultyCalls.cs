using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Support;

/// <summary>System calls that a test can make fail, before or after a part of their work.</summary>
internal sealed class FaultyCalls : SystemCalls
{
    /// <summary>Gets or sets a function that replaces the result of <c>send(2)</c>. Null calls the system.</summary>
    internal Func<int?> OnSend { get; set; } = static () => null;

    /// <summary>Gets or sets a function that returns the exception for a send that waits for room. Null calls the system.</summary>
    internal Func<SocketException?> OnSendAll { get; set; } = static () => null;

    /// <summary>Gets or sets a function that replaces the result of <c>getsockopt(2)</c>. Null calls the system.</summary>
    internal Func<int?> OnGetOption { get; set; } = static () => null;

    /// <summary>
    /// Gets or sets a function that replaces the result of <c>io_uring_enter(2)</c>, given the number of sends. Null calls the system.
    /// </summary>
    internal Func<int, int?> OnEnterRing { get; set; } = static _ => null;

    /// <summary>Gets or sets a function that returns the number of sends that <c>io_uring_enter(2)</c> takes, given their number.</summary>
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
