using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Log;

namespace Sisk.Sse.Inspection.Servers;

/// <summary>
/// Asks the inspectors of all other servers, and answers them. Questions and answers go through a short log of their own beside those of
/// the streams. Nothing is asked while no page is open.
/// </summary>
internal sealed partial class ServerQuestions : IAsyncDisposable
{
    private const string LogName = "inspector";

    /// <summary>The time for which a page waits for answers, and after which a server that does not answer is forgotten.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, PendingQuestion> _pending = [];
    private readonly Dictionary<string, long> _answeredAt = new(StringComparer.Ordinal);
    private readonly string _server;
    private readonly TimeProvider _time;
    private readonly Func<ServerMessage, JsonElement> _answer;
    private readonly ILogger _logger;
    private readonly SharedLog _log;
    private long _numbers;

    /// <summary>Begins to listen.</summary>
    /// <param name="server">The name of this server among the others.</param>
    /// <param name="services">The services of shared logs.</param>
    /// <param name="answer">Answers a question of another server. Called on the thread pool.</param>
    /// <param name="logger">The log of the inspector.</param>
    internal ServerQuestions(string server, LogServices services, Func<ServerMessage, JsonElement> answer, ILogger logger)
    {
        (_server, _time, _answer, _logger) = (server, services.Time, answer, logger);
        _log = new SharedLog(LogName, new MessageSink(Handle), services);
    }

    /// <summary>Asks all other servers, or one.</summary>
    /// <param name="kind">The kind of the question.</param>
    /// <param name="body">The question.</param>
    /// <param name="to">The server that is asked; null for all others.</param>
    /// <param name="cancellationToken">A token that ends the wait.</param>
    /// <returns>A task that completes with the answers of the servers that have answered in time. It never faults.</returns>
    internal async Task<IReadOnlyList<ServerMessage>> AskAsync(
        string kind, JsonElement body, string? to, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _numbers);
        PendingQuestion pending;
        lock (_gate)
        {
            pending = new PendingQuestion(to is null ? FindKnown() : [to]);
            _pending[number] = pending;
        }

        using var limit = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await SendAsync(new ServerMessage(_server, to, number, kind, body), either.Token).ConfigureAwait(false);
            await pending.Complete.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception) when (exception is OperationCanceledException or EventLogUnavailableException or ArgumentException)
        {
            LogNotAsked(exception.Message);
        }

        lock (_gate)
        {
            _pending.Remove(number);
            return pending.Answers;
        }
    }

    /// <summary>Gets a value indicating whether another server has answered lately.</summary>
    internal bool KnowsOthers
    {
        get
        {
            lock (_gate)
            {
                return FindKnown().Count > 0;
            }
        }
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    private HashSet<string> FindKnown() =>
        [.. _answeredAt.Where(one => _time.GetElapsedTime(one.Value) < _memory).Select(static one => one.Key)];

    private ValueTask SendAsync(ServerMessage message, CancellationToken cancellationToken) => _log.Appender.AppendAsync(
        new EventRecord("", null, JsonSerializer.SerializeToUtf8Bytes(message, ServerJson.Default.ServerMessage)), cancellationToken);

    private void Handle(ServerMessage message)
    {
        if (message.From == _server || (message.To is not null && message.To != _server))
        {
            return;
        }

        if (message.Kind is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => _ = work.Owner.AnswerAsync(work.Message), (Owner: this, Message: message), preferLocal: false);
            return;
        }

        lock (_gate)
        {
            _answeredAt[message.From] = _time.GetTimestamp();
            _pending.GetValueOrDefault(message.Number)?.Add(message);
        }
    }

    private async Task AnswerAsync(ServerMessage question)
    {
        try
        {
            using var limit = new CancellationTokenSource(_patience, _time);
            await SendAsync(new ServerMessage(_server, question.From, question.Number, Kind: null, _answer(question)), limit.Token)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The server that asks shows what it has.
            LogNotAnswered(exception.Message);
        }
    }

    [LoggerMessage(3, LogLevel.Debug, "The inspector could not ask the other servers: {Reason}", EventName = "NotAsked")]
    private partial void LogNotAsked(string reason);

    [LoggerMessage(
        4, LogLevel.Debug, "A question of another server's inspector could not be answered: {Reason}", EventName = "NotAnswered")]
    private partial void LogNotAnswered(string reason);
}
