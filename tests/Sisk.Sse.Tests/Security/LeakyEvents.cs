using System.Runtime.CompilerServices;

namespace Sisk.Sse.Tests.Security;

/// <summary>Streams whose methods never dispose their registration with the token. The streams end without cancellation.</summary>
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

/// <summary>Tracks the object that the registration refers to.</summary>
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
