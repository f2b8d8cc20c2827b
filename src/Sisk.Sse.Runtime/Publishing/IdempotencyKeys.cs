using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Publishing;

/// <summary>The keys of recent requests with their answers. Their number and their age are bounded. Thread-safe.</summary>
internal sealed class IdempotencyKeys(int capacity, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The keys of answered requests, oldest first.</summary>
    private readonly Queue<(string Id, long At)> _answered = new();

    /// <summary>Begins a request.</summary>
    /// <returns>The answer of an earlier request with the key; null if this is the first. <see cref="End"/> must follow then.</returns>
    /// <exception cref="PublishProblem">The key belongs to a request with another body, or to one that is not answered yet.</exception>
    internal PublishAnswer? Begin(IdempotencyKey key)
    {
        lock (_gate)
        {
            Trim();
            if (!_entries.TryGetValue(key.Id, out var entry))
            {
                _entries[key.Id] = new Entry(key.Fingerprint, Answer: null);
                return null;
            }

            if (entry.Fingerprint != key.Fingerprint)
            {
                throw new PublishProblem(
                    StatusCodes.Status422UnprocessableEntity,
                    $"The '{IdempotencyKey.Header}' belongs to another request.",
                    "A key may be used again only with the same stream and the same body. Use a new key for new events.");
            }

            return entry.Answer ?? throw new PublishProblem(
                StatusCodes.Status409Conflict,
                $"A request with this '{IdempotencyKey.Header}' is being processed.",
                "Send it again in a moment, to get its answer.")
            {
                CanRetry = true,
            };
        }
    }

    /// <summary>Ends a request. One that was not published is forgotten, so that it may be tried again.</summary>
    internal void End(IdempotencyKey key, PublishAnswer? answer)
    {
        lock (_gate)
        {
            if (answer is null)
            {
                _entries.Remove(key.Id);
                return;
            }

            _entries[key.Id] = new Entry(key.Fingerprint, answer);
            _answered.Enqueue((key.Id, time.GetTimestamp()));
            Trim();
        }
    }

    private void Trim()
    {
        while (_answered.TryPeek(out var oldest) && (_answered.Count > capacity || time.GetElapsedTime(oldest.At) >= window))
        {
            _entries.Remove(oldest.Id);
            _answered.Dequeue();
        }
    }

    private sealed record Entry(string Fingerprint, PublishAnswer? Answer);
}
