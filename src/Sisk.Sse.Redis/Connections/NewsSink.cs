using Sisk.Sse.Broadcasting;
using Sisk.Sse.Redis.Log;

namespace Sisk.Sse.Redis.Connections;

/// <summary>Hands on what other servers say from now on; what they said before this one was there is none of its business.</summary>
internal sealed class NewsSink(Action<ConnectionNews> take) : ILogSink
{
    private bool _isCaughtUp;
    private long _position;

    public long CompleteAfter => Volatile.Read(ref _position);

    public TimeSpan MaxAge => TimeSpan.FromMinutes(1);

    public void Restart(Lineage lineage, long position) => (_isCaughtUp, _position) = (false, position);

    public void Continue(Lineage lineage)
    {
    }

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPlace first, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _position, first.Sequence + records.Count - 1);
        foreach (var record in records)
        {
            if (_isCaughtUp && ConnectionNews.From(record) is { } news)
            {
                take(news);
            }
        }

        return ValueTask.CompletedTask;
    }

    public void OnAppended(string epoch, long sequence)
    {
    }

    public void OnCaughtUp() => _isCaughtUp = true;
}
