using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A child process with its output.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentBag<Socket> _reservations = [];

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _said = [];
    private readonly List<(string Text, TaskCompletionSource Signal)> _awaited = [];
    private bool _hasEnded;

    internal ChildProgram(string program, IEnumerable<string> arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
    }

    /// <summary>Completes when a line with the text is, or was, on its standard output.</summary>
    internal async Task SaysAsync(string text)
    {
        Task signal;
        lock (_gate)
        {
            if (_said.Exists(line => line.Contains(text, StringComparison.Ordinal)))
            {
                return;
            }

            var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = awaited.Task;
            _awaited.Add((text, awaited));
            FailWhereEnded();
        }

        try
        {
            await signal.WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{text}' was not said. What was: {Said()}");
        }
    }

    /// <summary>Kills it without a shutdown.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(_patience);
        _process.Dispose();
    }

    /// <summary>Sends it a signal that ends it, such as <c>-QUIT</c>, and waits for its end.</summary>
    internal async Task EndAsync(string signal)
    {
        await SignalAsync(signal);
        await _process.WaitForExitAsync().WaitAsync(_patience);
        _process.Dispose();
    }

    /// <summary>Freezes it. Its connections stay open.</summary>
    internal Task PauseAsync() => SignalAsync("-STOP");

    internal Task ContinueAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync() => await KillAsync();

    /// <summary>
    /// Returns a free port below the range of outgoing connections, which therefore cannot take it. It stays reserved for this process by a
    /// UDP socket, because the program that gets it may start much later than the next search for a free port, here or in another process.
    /// </summary>
    internal static int FreePort()
    {
        while (true)
        {
            var port = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            var reservation = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
            try
            {
                reservation.Bind(port);
                using var listener = new TcpListener(port);
                listener.Start();
                _reservations.Add(reservation);
                return port.Port;
            }
            catch (SocketException)
            {
                // The port is in use. Try another one.
                reservation.Dispose();
            }
        }
    }

    private void Note(string? line)
    {
        lock (_gate)
        {
            if (line is null)
            {
                _hasEnded = true;
                FailWhereEnded();
                return;
            }

            _said.Add(line);
            _awaited.RemoveAll(awaited => line.Contains(awaited.Text, StringComparison.Ordinal) && awaited.Signal.TrySetResult());
        }
    }

    private void FailWhereEnded()
    {
        if (_hasEnded)
        {
            _awaited.ForEach(
                awaited => awaited.Signal.TrySetException(new InvalidOperationException($"The program has ended. It said: {Said()}")));
        }
    }

    private string Said()
    {
        lock (_gate)
        {
            return string.Join(Environment.NewLine, _said);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
