using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Stress;

/// <summary>Restarts a server with many clients. Each client gets a retry time and reconnects after it.</summary>
internal static class DrainScenario
{
    private const int NotSpread = 255;
    private static readonly TimeSpan _allowed = TimeSpan.FromSeconds(3);

    internal static async Task<string> RunAsync(Scale scale, int seed)
    {
        _ = seed;
        var app = await StressApp.StartAsync(scale).ConfigureAwait(false);
        var port = app.Address.Port;
        using var clients = StartClients(app.Address, scale.Clients);
        await app.CountReachesAsync(scale.Clients).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        await app.StopAsync().ConfigureAwait(false);
        var stopped = clock.Elapsed;
        await app.DisposeAsync().ConfigureAwait(false);
        Check.That(stopped < _allowed, $"The host took {stopped.TotalSeconds:F2} s to stop.");

        await using var restarted = await StressApp.StartAsync(scale, port: port).ConfigureAwait(false);
        var returns = new int[6];
        restarted.Sources.OnEventSourceRegistered += (_, _) =>
            Interlocked.Increment(ref returns[Math.Clamp((int)clock.Elapsed.TotalSeconds, 0, returns.Length - 1)]);
        await restarted.CountReachesAsync(scale.Clients).ConfigureAwait(false);
        clients.StandardInput.Close();
        await clients.WaitForExitAsync().ConfigureAwait(false);
        Check.That(clients.ExitCode != NotSpread, "The times to return are not spread over the jitter.");
        Check.That(clients.ExitCode == 0, $"{clients.ExitCode} clients were not told when to return, or their streams did not end.");
        return $"{scale.Clients:N0} clients, host stopped in {stopped.TotalSeconds:F2} s, each told when to return; all back, by second since the stop: {string.Join(", ", returns)}";
    }

    /// <summary>
    /// Runs the clients, in a process of their own because of the limit on open sockets. Returns the number that got no retry time.
    /// </summary>
    internal static async Task<int> RunClientsAsync(Uri address, int count)
    {
        var clients = new List<Task<Socket?>>(count);
        var told = new int[4];
        for (var i = 0; i < count; i++)
        {
            clients.Add(ReturnWhenToldAsync(address, await ConnectAsync(address).ConfigureAwait(false), told));
        }

        var sockets = await Task.WhenAll(clients).ConfigureAwait(false);
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
        Array.ForEach(sockets, static socket => socket?.Dispose());
        var untold = sockets.Count(static socket => socket is null);

        // The retry times are random: about a quarter in each second from one to five. The time of arrival depends on the machine.
        return untold > 0 ? Math.Min(untold, NotSpread - 1)
            : Array.TrueForAll(told, each => each > count * 0.1 && each < count * 0.4) ? 0 : NotSpread;
    }

    private static Process StartClients(Uri address, int count) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(DrainScenario).Assembly.Location, "clients", address.ToString(), $"{count}"])
        {
            RedirectStandardInput = true,
        })!;

    private static async Task<Socket?> ReturnWhenToldAsync(Uri address, Socket socket, int[] told)
    {
        var retry = await ReadToEndAsync(socket).ConfigureAwait(false);
        if (retry < TimeSpan.FromSeconds(1) || retry > TimeSpan.FromSeconds(5))
        {
            return null;
        }

        Interlocked.Increment(ref told[Math.Min((int)retry.TotalSeconds - 1, told.Length - 1)]);
        while (true)
        {
            await Task.Delay(retry).ConfigureAwait(false);
            try
            {
                var back = await ConnectAsync(address).ConfigureAwait(false);
                if (await IsServedAsync(back).ConfigureAwait(false))
                {
                    return back;
                }

                back.Dispose();
            }
            catch (SocketException)
            {
                // The server has not started yet.
            }
        }
    }

    /// <summary>Returns whether the stream begins. The stopping server may have accepted the connection without serving it.</summary>
    private static async Task<bool> IsServedAsync(Socket socket)
    {
        var buffer = new byte[256];
        var head = "";
        while (!head.Contains("id: ", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(buffer).ConfigureAwait(false) is not (> 0 and var read))
            {
                return false;
            }

            head += Encoding.ASCII.GetString(buffer, 0, read);
        }

        return true;
    }

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /stress/rooms/a HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n")).ConfigureAwait(false);
        return socket;
    }

    /// <summary>Returns the retry time that was received before the end of the stream, or zero.</summary>
    private static async Task<TimeSpan> ReadToEndAsync(Socket socket)
    {
        using var owned = socket;
        var buffer = new byte[256];
        var tail = "";
        try
        {
            while (!tail.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal)
                && await socket.ReceiveAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                tail += Encoding.ASCII.GetString(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            return TimeSpan.Zero;
        }

        var start = tail.IndexOf("\nretry: ", StringComparison.Ordinal);
        return start < 0 || !tail.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(
                int.Parse(tail.AsSpan(start + 8, tail.IndexOf('\n', start + 8) - start - 8), CultureInfo.InvariantCulture));
    }
}
