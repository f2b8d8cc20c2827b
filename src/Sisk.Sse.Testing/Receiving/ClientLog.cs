using Sisk.Sse.Testing.Waiting;

namespace Sisk.Sse.Testing.Receiving;

/// <summary>The events of a client over all its connections, and its last event ID. Thread-safe.</summary>
internal sealed class ClientLog(string path)
{
    private const int MaxTextLength = 300;

    private readonly Journal<LogEntry> _entries = new();
    private volatile string _lastEventId = "";

    internal string LastEventId => _lastEventId;

    internal IEnumerable<ReceivedEvent> Events => _entries.Snapshot().Select(entry => entry.Event).OfType<ReceivedEvent>();

    internal void Add(LogEntryKind kind, string text) => _entries.Add(new LogEntry(kind, text));

    internal void Add(EventBlock block)
    {
        _lastEventId = block.Id ?? _lastEventId;
        if (block.Data is not null)
        {
            var received = new ReceivedEvent(block.EventName, block.Data, block.Id);
            _entries.Add(new LogEntry(LogEntryKind.Event, Shorten(received), received));
        }
    }

    /// <summary>Waits until a search finds something.</summary>
    /// <exception cref="EventStreamTestException">It found nothing in time. The message lists what happened.</exception>
    internal async Task<TResult> WaitAsync<TResult>(
        Search<LogEntry, TResult> search, string expectation, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await _entries.WaitAsync(search, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Failure($"{expectation} in {Patience.ToText(timeout)}");
        }
    }

    /// <summary>Returns an event's text for messages.</summary>
    internal static string Shorten(ReceivedEvent received) =>
        (received with { Data = Shorten(received.Data, MaxTextLength) }).ToString();

    /// <summary>Returns the beginning of a text for messages.</summary>
    internal static string Shorten(string text, int maxLength) =>
        text.Length <= maxLength ? text : $"{text[..maxLength]}… ({text.Length} characters)";

    internal EventStreamTestException Failure(string expectation, Exception? inner = null) =>
        new($"{expectation}. The client of {path}:{string.Concat(_entries.Snapshot().Select(entry => "\n  " + entry.Text))}", inner);
}
