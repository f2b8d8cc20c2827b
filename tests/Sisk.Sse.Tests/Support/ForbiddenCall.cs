using System.Runtime.InteropServices;

namespace Sisk.Sse.Tests.Support;

/// <summary>Runs code on a thread for which a system call is forbidden by seccomp, as in many containers.</summary>
internal static partial class ForbiddenCall
{
    private const int NoNewPrivileges = 38;
    private const int Seccomp = 22;
    private const nint Filter = 2;

    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7fff0000;
    private const uint NotPermitted = 0x00050001;

    /// <summary>Runs the action on a thread for which the system call with that number fails with EPERM.</summary>
    internal static async Task RunAsync(uint call, Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Forbid(call);
                action();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        thread.Start();
        await Signal.WithinAsync(done.Task);
    }

    private static unsafe void Forbid(uint call)
    {
        Span<Instruction> program =
        [
            new(Load, 0, 0, 0),
            new(JumpIfEqual, 0, 1, call),
            new(Return, 0, 0, NotPermitted),
            new(Return, 0, 0, Allow),
        ];
        fixed (Instruction* instructions = program)
        {
            var filter = new Program { Length = (ushort)program.Length, Instructions = instructions };
            if (Control(NoNewPrivileges, 1, 0, 0, 0) != 0 || Control(Seccomp, Filter, (nint)(&filter), 0, 0) != 0)
            {
                throw new InvalidOperationException($"The system takes no filter of calls: error {Marshal.GetLastPInvokeError()}.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nint first, nint second, nint third, nint fourth);

    /// <summary><c>struct sock_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Program
    {
        internal ushort Length;
        internal Instruction* Instructions;
    }
}
