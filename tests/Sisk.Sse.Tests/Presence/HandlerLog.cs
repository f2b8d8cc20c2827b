using Sisk.Sse.Presence;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Presence;

/// <summary>The changes that a handler of presence was told, as <c>+key</c> and <c>-key</c>.</summary>
internal sealed class HandlerLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _all = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HandlerLog() => Handler = (Action<PresenceKey>)Add;

    internal Delegate Handler { get; }

    internal List<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Gets a value indicating whether each key has joined first, and has left and joined in turn.</summary>
    internal bool Alternates => All.GroupBy(static change => change[1..]).All(static changes =>
        changes.Select(static (change, index) => change[0] == (index % 2 == 0 ? '+' : '-')).All(static isRight => isRight));

    /// <summary>Gets the keys that are there, according to the changes.</summary>
    private string[] Present =>
        [.. All.GroupBy(static change => change[1..]).Where(static changes => changes.Last()[0] == '+')
            .Select(static changes => changes.Key).Order(StringComparer.Ordinal)];

    internal void Add(PresenceKey change) => Add(change.Key, change.IsPresent);

    internal void Add(string key, bool isPresent)
    {
        lock (_gate)
        {
            _all.Add((isPresent ? "+" : "-") + key);
            _changed.TrySetResult();
        }
    }

    /// <summary>Waits until the last change is the given one.</summary>
    internal Task ReachesAsync(string change) => Signal.WithinAsync(UntilAsync(() => All is [.., var last] && last == change));

    /// <summary>Waits until the changes result in the given keys.</summary>
    internal Task SettlesAsync(string[] keys) => UntilAsync(() => Present.SequenceEqual(keys));

    private async Task UntilAsync(Func<bool> isDone)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
            }

            if (isDone())
            {
                return;
            }

            await changed;
        }
    }
}
