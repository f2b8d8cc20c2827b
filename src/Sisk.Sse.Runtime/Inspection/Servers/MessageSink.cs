using System.Text.Json;
using Sisk.Sse.Backplane;
using Sisk.Sse.Log;

namespace Sisk.Sse.Inspection.Servers;

/// <summary>Receives the messages of the log. Those that were missed are not needed: the page asks again.</summary>
internal sealed class MessageSink(Action<ServerMessage> handler) : ILogSink
{
    private long _position;

    public string? Stream => null;

    public long CompleteAfter => Volatile.Read(ref _position);

    public TimeSpan MaxAge => TimeSpan.FromSeconds(10);

    public int MinEvents => 64;

    public bool WantsHistory => false;

    public string ResetConsequence => "An open inspector asks the other servers again.";

    public void Restart(EpochHistory epochs, long position) => Volatile.Write(ref _position, position);

    public void Continue(EpochHistory epochs)
    {
    }

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _position, first.Sequence + records.Count - 1);
        foreach (var record in records)
        {
            if (Read(record) is { } message)
            {
                handler(message);
            }
        }

        return ValueTask.CompletedTask;
    }

    public void OnAppended(string epoch, long sequence, long bytes)
    {
    }

    public void OnCaughtUp()
    {
    }

    /// <summary>Reads a message; null for one of another version.</summary>
    private static ServerMessage? Read(EventRecord record)
    {
        try
        {
            return JsonSerializer.Deserialize(record.Data.Span, ServerJson.Default.ServerMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
