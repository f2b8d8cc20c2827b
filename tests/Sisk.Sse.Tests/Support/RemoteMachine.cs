using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Tests.Support;

/// <summary>
/// A remote machine that can disappear from the network: two Linux network namespaces, connected by a virtual cable.
/// The host's own network is not changed, because a browser drops its connections when an interface appears or disappears.
/// </summary>
internal sealed partial class RemoteMachine : IDisposable
{
    private const int NewNetwork = 0x40000000;
    private const string RemoteAddress = "198.18.0.2";
    private static int _count;
    private readonly string _near;
    private readonly string _far;

    private RemoteMachine(string name) => (_near, _far) = (name + "a", name + "b");

    /// <summary>Gets the address on which a server listens with <see cref="Bind"/>.</summary>
    internal static IPAddress Near { get; } = IPAddress.Parse("198.18.0.1");

    /// <summary>Creates the machine. Skips the test if network namespaces are not available; on a build server, fails it.</summary>
    internal static RemoteMachine Start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Network namespaces are Linux's.");
        _ = Tool.Find("ip") ?? throw Tool.Missing("The program ip is not on the PATH", "apt-get install iproute2");
        if (!Environment.IsPrivilegedProcess)
        {
            throw Tool.Missing("Network namespaces need root", "sudo dotnet test");
        }

        var number = Interlocked.Increment(ref _count);
        var name = string.Create(CultureInfo.InvariantCulture, $"sse{Environment.ProcessId}x{number}");
        var machine = new RemoteMachine(name);
        try
        {
            machine.LayCable();
        }
        catch
        {
            machine.Dispose();
            throw;
        }

        return machine;
    }

    /// <summary>Creates a listening socket for the server.</summary>
    internal Socket Bind(EndPoint endpoint) => Within(_near, socket => socket.Bind(endpoint));

    /// <summary>Connects a socket of the remote machine to the server.</summary>
    internal Socket Connect(int port) => Within(_far, socket => socket.Connect(Near, port));

    /// <summary>Drops all further packets silently, in both directions.</summary>
    internal void Vanish() => Run($"-n {_far} address del {RemoteAddress}/24 dev eth0");

    public void Dispose()
    {
        // Deleting a namespace removes the cable too. Neither exists if Start failed early.
        foreach (var name in (string[])[_near, _far])
        {
            using var removing = Process.Start(new ProcessStartInfo("ip", $"netns del {name}") { RedirectStandardError = true })!;
            removing.WaitForExit();
        }
    }

    private void LayCable()
    {
        Run($"netns add {_near}");
        Run($"netns add {_far}");
        Run($"-n {_near} link add eth0 type veth peer name eth0 netns {_far}");
        Run($"-n {_near} address add {Near}/24 dev eth0");
        Run($"-n {_near} link set eth0 up");
        Run($"-n {_far} address add {RemoteAddress}/24 dev eth0");
        Run($"-n {_far} link set eth0 address 02:00:00:00:00:02 up");

        // As behind a router: the next hop stays reachable after the remote machine has disappeared.
        Run($"-n {_near} neighbour replace {RemoteAddress} lladdr 02:00:00:00:00:02 nud permanent dev eth0");
    }

    /// <summary>Creates a socket on its own thread, because a socket belongs to the namespace of the thread that creates it.</summary>
    private static Socket Within(string network, Action<Socket> open)
    {
        var socket = new TaskCompletionSource<Socket>();
        new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle("/run/netns/" + network);
                if (EnterNamespace(handle, NewNetwork) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                open(made);
                socket.SetResult(made);
            }
            catch (Exception exception)
            {
                socket.SetException(exception);
            }
        }).Start();
        return socket.Task.GetAwaiter().GetResult();
    }

    private static void Run(string arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        Assert.True(ip.ExitCode == 0, $"ip {arguments}: {error}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int EnterNamespace(SafeFileHandle handle, int type);
}
