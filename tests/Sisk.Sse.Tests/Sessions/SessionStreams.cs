using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Streams whose methods observe or ignore their cancellation token.</summary>
[RoutePrefix("/session")]
public sealed class SessionStreams(SessionProbe probe)
{
    [RouteGet("/waits")]
    public async IAsyncEnumerable<string> Waits([EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            yield return "started";
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            probe.Ended.TrySetResult();
        }
    }

    [RouteGet("/leaves-its-loop")]
    public async IAsyncEnumerable<string> LeavesItsLoop([EnumeratorCancellation] CancellationToken ct)
    {
        var stop = new TaskCompletionSource();
        using var registration = ct.Register(stop.SetResult);
        yield return "tick";
        await stop.Task;
    }

    [RouteGet("/throws-at-once")]
    public async IAsyncEnumerable<string> ThrowsAtOnce([EnumeratorCancellation] CancellationToken ct)
    {
        var stop = new TaskCompletionSource();
        using var registration = ct.Register(() => stop.TrySetCanceled(ct));
        yield return "tick";
        await stop.Task;
    }

    [RouteGet("/ignores")]
    public async IAsyncEnumerable<string> Ignores([EnumeratorCancellation] CancellationToken ct)
    {
        _ = ct;
        yield return "started";
        await probe.Release.Task;
    }

    [RouteGet("/answers")]
    public async IAsyncEnumerable<string> Answers([EnumeratorCancellation] CancellationToken ct)
    {
        yield return "first half";
        await probe.Release.Task.WaitAsync(ct);
        yield return "second half";
    }

    [RouteGet("/query")]
    public async Task<EventStream<string>> Query(CancellationToken ct)
    {
        probe.Started.TrySetResult();
        await Task.Delay(Timeout.Infinite, ct);
        return new();
    }

    [RouteGet("/stuck")]
    public async Task<EventStream<string>> Stuck()
    {
        probe.Started.TrySetResult();
        await probe.Release.Task;
        return new() { First = ["too late"] };
    }

    [RouteGet("/pushed")]
    public EventStream<string> Pushed(CancellationToken ct)
    {
        Interlocked.Increment(ref probe.Calls);
        ct.UnsafeRegister(static probe => ((SessionProbe)probe!).Ended.TrySetResult(), probe);
        return new() { First = ["first"] };
    }

    [RouteGet("/desk/{id}", Identifier = "desk/{id}", Exclusive = true)]
    public static EventStream<string> Desk(int id) => new();

    [RouteGet("/twice")]
    public EventStream<string> Twice(HttpRequest request)
    {
        request.GetEventSource("twice");
        return new();
    }

    [RouteGet("/loops/{id}")]
    public async Task<HttpResponse> Loops(HttpRequest request, int id, CancellationToken ct)
    {
        using var sse = request.GetEventSource($"loops/{id}");
        sse.Send("tick");
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return sse.Close();
    }

    [RouteGet("/hangs/{id}")]
    public async Task<HttpResponse> Hangs(HttpRequest request, int id)
    {
        var sse = request.GetEventSource($"hangs/{id}");
        sse.Send("tick");
        await probe.Release.Task;
        return sse.Close();
    }
}

/// <summary>Signals of the streams, and a signal that they wait for.</summary>
public sealed class SessionProbe
{
    public int Calls;

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
