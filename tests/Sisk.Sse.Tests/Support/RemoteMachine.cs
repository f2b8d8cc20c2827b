using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sisk.Sse.Tests.Support;

/// <summary>A machine of its own to the network, with a cable to this one that can be cut: a network namespace of Linux.</summary>
internal sealed partial class RemoteMachine : IDisposable
{
    private const int NewNetwork = 0x40000000;
    private static int _count;
    private readonly string _name;
    private readonly string _remoteAddress;

    private RemoteMachine(string name, byte network)
    {
        _name = name;
        Here = new IPAddress([198, 18, network, 1]);
        _remoteAddress = $"198.18.{network}.2";
    }

    /// <summary>This machine's address on the cable.</summary>
    internal IPAddress Here { get; }

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
        var machine = new RemoteMachine(name, (byte)(Environment.ProcessId + number));
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

    /// <summary>A socket of that machine's, connected to this one.</summary>
    internal Socket Connect(int port, int? receiveBuffer = null)
    {
        Socket? socket = null;
        Exception? failure = null;

        // A socket is of the namespace of the thread that makes it, and this thread is of no further use.
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle("/run/netns/" + _name);
                if (EnterNamespace(handle, NewNetwork) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                if (receiveBuffer is { } size)
                {
                    socket.ReceiveBufferSize = size;
                }

                socket.Connect(Here, port);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw new InvalidOperationException("The remote machine does not connect.", failure);
    }

    /// <summary>From here on nothing that is sent arrives or is answered, and nobody is told.</summary>
    internal void Vanish() => Run($"-n {_name} address del {_remoteAddress}/24 dev eth0");

    public void Dispose()
    {
        // The cable goes with the namespace. There is none where Start has failed early.
        using var removing = Process.Start(new ProcessStartInfo("ip", $"netns del {_name}") { RedirectStandardError = true })!;
        removing.WaitForExit();
    }

    private void LayCable()
    {
        Run($"netns add {_name}");
        Run($"link add {_name} type veth peer name eth0 netns {_name}");
        Run($"address add {Here}/24 dev {_name}");
        Run($"link set {_name} up");
        Run($"-n {_name} address add {_remoteAddress}/24 dev eth0");
        Run($"-n {_name} link set eth0 address 02:00:00:00:00:02 up");

        // As behind a router: the neighbour is there whoever has died behind it.
        Run($"neighbour replace {_remoteAddress} lladdr 02:00:00:00:00:02 nud permanent dev {_name}");
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
