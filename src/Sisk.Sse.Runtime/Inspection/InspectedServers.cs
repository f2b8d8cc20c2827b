using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Inspection.Servers;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Inspection;

/// <summary>
/// The sums of this server and the others. While a page is open, its server asks the others for a sample each second. A server counts only
/// as long as it is asked. Thread-safe.
/// </summary>
internal sealed class InspectedServers(
    SessionHost host, ServerView self, StreamSampler sampler, ConnectionSearch search, EndedConnections ended, InspectorActions actions)
{
    private const string SampleKind = "sample";
    private const string SearchKind = "search";
    private const string CloseKind = "close";

    /// <summary>The time for which a server counts after a question, and for which its last answer is shown.</summary>
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longGone = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SampleAnswer Answer, long At)> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _endedPositions = new(StringComparer.Ordinal);
    private readonly RecentList<EndedView> _ended = new(EndedConnections.Capacity);
    private StreamSample? _asked;
    private ITimer? _leaseTimer;

    /// <summary>Gets or sets the questions to the other servers; null while there are none.</summary>
    internal ServerQuestions? Questions { get; set; }

    /// <summary>Adds the latest samples of the other servers to one of this server, and asks them for the next.</summary>
    internal SampleView Sum(StreamSample sample)
    {
        (SampleAnswer Answer, long At)[] others;
        var isNew = false;
        lock (_gate)
        {
            isNew = !ReferenceEquals(_asked, sample);
            _asked = sample;
            others = [.. _samples.Values.Where(one => host.Time.GetElapsedTime(one.At) < _lease)];
        }

        if (isNew && Questions is { } questions)
        {
            _ = AskForSamplesAsync(questions);
        }

        return new SampleView(
            sample.Since.ToUnixTimeMilliseconds(),
            [self.Name, .. others.Select(static one => one.Answer.Name)],
            others.Length == 0 ? sample.Streams : StreamSums.Of([sample.Streams, .. others.Select(static one => one.Answer.Streams)]));
    }

    /// <summary>Gets the connections that have ended on other servers after a position.</summary>
    internal EndedView[] GetEndedElsewhere(ref long position) => _ended.GetAfter(ref position);

    /// <summary>Finds the connections of all servers.</summary>
    internal async Task<SearchView> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var own = search.Find(request);
        if (Questions is not { KnowsOthers: true } questions)
        {
            return own;
        }

        var answers = await questions
            .AskAsync(SearchKind, ToElement(request, InspectorJson.Default.SearchRequest), to: null, cancellationToken)
            .ConfigureAwait(false);
        SearchView[] all = [own, .. answers.Select(static answer => Read(answer, InspectorJson.Default.SearchView)).OfType<SearchView>()];
        return new SearchView(
            all.Sum(static one => one.Total),
            [.. ConnectionSearch.Sort(all.SelectMany(static one => one.Connections), request.Order).Take(ConnectionSearch.MaxListed)]);
    }

    /// <summary>Closes a connection, wherever it is, or all connections with an identifier.</summary>
    internal async Task<ActionView> CloseAsync(CloseRequest request, string? user, CancellationToken cancellationToken)
    {
        if (Questions is not { } questions || request.Connection?.Split('-') is not [var server, _] || server == self.Id)
        {
            return await actions.CloseAsync(request, user, cancellationToken).ConfigureAwait(false);
        }

        var body = ToElement(request with { User = user }, InspectorJson.Default.CloseRequest);
        var answers = await questions.AskAsync(CloseKind, body, server, cancellationToken).ConfigureAwait(false);
        return answers is [var answer] && Read(answer, InspectorJson.Default.ActionView) is { } result
            ? result
            : new ActionView("The server of this connection does not answer.", StatusCodes.Status504GatewayTimeout);
    }

    /// <summary>Answers a question of another server.</summary>
    internal JsonElement Answer(ServerMessage question) => question.Kind switch
    {
        SampleKind => ToElement(AnswerSample(question), InspectorJson.Default.SampleAnswer),
        SearchKind => ToElement(
            search.Find(question.Body.Deserialize(InspectorJson.Default.SearchRequest)!), InspectorJson.Default.SearchView),
        CloseKind => ToElement(
            actions.CloseHere(question.Body.Deserialize(InspectorJson.Default.CloseRequest)!), InspectorJson.Default.ActionView),
        _ => throw new NotSupportedException($"The question '{question.Kind}' is of another version."),
    };

    private async Task AskForSamplesAsync(ServerQuestions questions)
    {
        SampleRequest request;
        lock (_gate)
        {
            request = new SampleRequest(new Dictionary<string, long>(_endedPositions));
        }

        var answers = await questions
            .AskAsync(SampleKind, ToElement(request, InspectorJson.Default.SampleRequest), to: null, CancellationToken.None)
            .ConfigureAwait(false);
        lock (_gate)
        {
            Forget();
            foreach (var message in answers)
            {
                if (Read(message, InspectorJson.Default.SampleAnswer) is not { } answer)
                {
                    continue;
                }

                _samples[message.From] = (answer, host.Time.GetTimestamp());

                // An answer to an earlier question may have had the same connections.
                if (_endedPositions.GetValueOrDefault(message.From) == answer.From)
                {
                    _endedPositions[message.From] = answer.To;
                    answer.Ended.ToList().ForEach(_ended.Add);
                }
            }
        }
    }

    /// <summary>Forgets servers that have been gone for long. Each has a new id when it starts.</summary>
    private void Forget()
    {
        foreach (var (server, _) in _samples.Where(one => host.Time.GetElapsedTime(one.Value.At) > _longGone).ToArray())
        {
            _samples.Remove(server);
            _endedPositions.Remove(server);
        }
    }

    /// <summary>Reads an answer; null for one of another version.</summary>
    private static T? Read<T>(ServerMessage answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return answer.Body.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private SampleAnswer AnswerSample(ServerMessage question)
    {
        lock (_gate)
        {
            if (_leaseTimer is null)
            {
                sampler.Enter();
                _leaseTimer = host.Time.CreateTimer(
                    static servers => ((InspectedServers)servers!).EndLease(), this, _lease, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _leaseTimer.Change(_lease, Timeout.InfiniteTimeSpan);
            }
        }

        var from = question.Body.Deserialize(InspectorJson.Default.SampleRequest)!.Ended.GetValueOrDefault(self.Id);
        var to = from;
        var records = ended.GetAfter(ref to);
        return new SampleAnswer(
            self.Name, sampler.Current?.Streams ?? [], from, to, [.. records.Select(record => EndedView.Of(record, self.Name))]);
    }

    private void EndLease()
    {
        lock (_gate)
        {
            _leaseTimer?.Dispose();
            _leaseTimer = null;
        }

        sampler.Leave();
    }

    private static JsonElement ToElement<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);
}
