using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;

namespace Sisk.Sse.Redis.Tests.Runs;

/// <summary>A client that asks once, is cut at random places, and resumes on a server at random until the answer ends.</summary>
internal sealed class RoamingAnswer(
    IReadOnlyList<Uri> servers, HttpClient http, Func<int, int> lifeOf, string path, int count, Random random)
{
    private string _id = "";

    /// <summary>Gets the numbers that came, in their order.</summary>
    internal List<int> Numbers { get; } = [];

    /// <summary>Gets the ids of the runs that the events were of. More than one means that the answer was generated again.</summary>
    internal HashSet<string> Runs { get; } = [];

    /// <summary>Gets the name of the last event.</summary>
    internal string End { get; private set; } = "";

    /// <summary>Gets the time of the last event.</summary>
    internal long EndedAt { get; private set; }

    /// <summary>Gets the time at which the last server answered.</summary>
    internal long ConnectedAt { get; private set; }

    /// <summary>Gets the server that produces the answer, and which of its lives.</summary>
    internal (int Server, int Life) Producer { get; private set; }

    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (End.Length == 0)
        {
            var server = random.Next(servers.Count);
            var life = lifeOf(server);
            var isFirst = _id.Length == 0;
            try
            {
                using var request = new HttpRequestMessage(isFirst ? HttpMethod.Post : HttpMethod.Get, new Uri(servers[server], path));
                if (!isFirst)
                {
                    request.Headers.Add("Last-Event-ID", _id);
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                response.EnsureSuccessStatusCode();
                ConnectedAt = Stopwatch.GetTimestamp();
                await ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), 1 + random.Next(count), cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException { StatusCode: null } or IOException)
            {
                // The server is dead. Try another one, or the same again.
            }

            if (isFirst && _id.Length > 0)
            {
                Producer = (server, life);
            }
        }
    }

    /// <summary>Reads a number of events, and then cuts the connection.</summary>
    private async Task ReadAsync(Stream body, int cutAfter, CancellationToken cancellationToken)
    {
        var parser = SseParser.Create(body);
        try
        {
            await foreach (var item in parser.EnumerateAsync(cancellationToken))
            {
                if (item.EventType != SseParser.EventTypeDefault)
                {
                    (End, EndedAt) = (item.EventType, Stopwatch.GetTimestamp());
                    return;
                }

                Numbers.Add(int.Parse(item.Data, CultureInfo.InvariantCulture));
                if (--cutAfter == 0)
                {
                    return;
                }
            }
        }
        finally
        {
            _id = parser.LastEventId.Length > 0 ? parser.LastEventId : _id;
            if (_id.Contains('-', StringComparison.Ordinal) && End.Length == 0)
            {
                Runs.Add(_id[.._id.IndexOf('-', StringComparison.Ordinal)]);
            }
        }
    }
}
