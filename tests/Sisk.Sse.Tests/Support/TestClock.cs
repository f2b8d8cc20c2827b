using Microsoft.Extensions.Time.Testing;

namespace Sisk.Sse.Tests.Support;

/// <summary>A fake clock that also signals when a timer is started.</summary>
internal sealed class TestClock : FakeTimeProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TimeSpan, TaskCompletionSource> _awaited = [];
    private TaskCompletionSource _next = NewSignal();
    private int _createdTimers;

    /// <summary>Gets the number of timers that have been created.</summary>
    internal int CreatedTimers => Volatile.Read(ref _createdTimers);

    /// <summary>Completes once a timer with that due time has been started.</summary>
    internal Task TimerAsync(TimeSpan due) => Signal.WithinAsync(Awaited(due).Task);

    /// <summary>Completes once a further timer has been started.</summary>
    private Task NextTimerAsync() => Volatile.Read(ref _next).Task;

    /// <summary>Lets the time continue, whenever a timer was started, until a task completes.</summary>
    internal Task<T> AdvanceUntilAsync<T>(Task<T> task, TimeSpan step) => Signal.WithinAsync(Task.Run(async () =>
    {
        for (Task next; !task.IsCompleted; await Task.WhenAny(task, next))
        {
            next = NextTimerAsync();
            Advance(step);
        }

        return await task;
    }));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _createdTimers);
        var timer = new Timer(this, base.CreateTimer(callback, state, dueTime, period));
        OnStarted(dueTime);
        return timer;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnStarted(TimeSpan due)
    {
        Awaited(due).TrySetResult();
        Interlocked.Exchange(ref _next, NewSignal()).TrySetResult();
    }

    private TaskCompletionSource Awaited(TimeSpan due)
    {
        lock (_gate)
        {
            if (!_awaited.TryGetValue(due, out var signal))
            {
                _awaited[due] = signal = NewSignal();
            }

            return signal;
        }
    }

    private sealed class Timer(TestClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            clock.OnStarted(dueTime);
            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
