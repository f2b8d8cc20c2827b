using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Tests.Support;

/// <summary>
/// A machine that dies, and the one that it was connected to: two network namespaces of Linux with a cable between them. None of it is
/// this machine's own network: a browser gives up its connections when an interface of its machine comes or goes.
/// </summary>
internal sealed partial class RemoteMachine : IDisposable
{
    private const int NewNetwork = 0x40000000;
    private const string RemoteAddress = "198.18.0.2";
    private static int _count;
    private readonly string _near;
    private readonly string _far;

    private RemoteMachine(string name) => (_near, _far) = (name + "a", name + "b");

    /// <summary>The address of the cable's near end, where a server listens with <see cref="Bind"/>.</summary>
    internal static IPAddress Near { get; } = IPAddress.Parse("198.18.0.1");

    /// <summary>Skips the test where the system has no namespaces or they are not to be had; fails it on a build server.</summary>
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

    /// <summary>A socket at the cable's near end, for a server to listen on.</summary>
    internal Socket Bind(EndPoint endpoint) => Within(_near, socket => socket.Bind(endpoint));

    /// <summary>A socket of that machine's, connected to the near end.</summary>
    internal Socket Connect(int port) => Within(_far, socket => socket.Connect(Near, port));

    /// <summary>From here on nothing that is sent arrives or is answered, and nobody is told.</summary>
    internal void Vanish() => Run($"-n {_far} address del {RemoteAddress}/24 dev eth0");

    public void Dispose()
    {
        // The cable goes with either. There are none where Start has failed early.
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

        // As behind a router: the neighbour is there whoever has died behind it.
        Run($"-n {_near} neighbour replace {RemoteAddress} lladdr 02:00:00:00:00:02 nud permanent dev eth0");
    }

    /// <summary>A socket is of the namespace of the thread that makes it, and that thread is of no further use.</summary>
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
