using System.Runtime.CompilerServices;

namespace Sisk.Sse.Tests.Security;

/// <summary>Streams whose methods leave something with their token, as careless code does. They end by themselves: nothing is ever cancelled.</summary>
[RoutePrefix("/leftover")]
public sealed class LeakyEvents(LeakProbe leftover)
{
    [RouteGet("/pull")]
    public async IAsyncEnumerable<string> Pull([EnumeratorCancellation] CancellationToken ct)
    {
        leftover.LeaveWith(ct);
        await Task.Yield();
        yield return "first";
    }

    [RouteGet("/push")]
    public EventStream<string> Push(CancellationToken ct)
    {
        leftover.LeaveWith(ct);
        return new() { First = ["first"] };
    }
}

/// <summary>What was left, as long as something holds it.</summary>
public sealed class LeakProbe
{
    public WeakReference State { get; private set; } = new(null);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void LeaveWith(CancellationToken ct)
    {
        State = new WeakReference(new object());
        ct.UnsafeRegister(static _ => { }, State.Target);
    }
}
