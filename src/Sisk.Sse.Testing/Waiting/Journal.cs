using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse.Testing.Waiting;

/// <summary>Looks for a result in the entries of a journal.</summary>
/// <returns>A value indicating whether there is one.</returns>
internal delegate bool Search<TEntry, TResult>(IReadOnlyList<TEntry> entries, [MaybeNullWhen(false)] out TResult result);

/// <summary>A list that tests wait on. Thread-safe.</summary>
internal sealed class Journal<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _entries = [];
    private TaskCompletionSource _changed = NewSignal();

    internal void Add(T entry)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _entries.Add(entry);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.TrySetResult();
    }

    internal T[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    /// <summary>Repeats a search after each new entry, until it finds something.</summary>
    /// <param name="search">The search. It runs under the journal's lock.</param>
    /// <param name="timeout">The longest time to wait, by the real clock; <see cref="Timeout.InfiniteTimeSpan"/> for any.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="TimeoutException">Nothing was found in time.</exception>
    internal async Task<TResult> WaitAsync<TResult>(Search<T, TResult> search, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (search(_entries, out var result))
                {
                    return result;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience.Left(timeout, start), cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
