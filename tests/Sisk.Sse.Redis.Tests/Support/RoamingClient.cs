using System.Globalization;
using System.Net.ServerSentEvents;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>
/// A client that goes to another server whenever its stream ends or is cut, with the id of the last event that it has seen, and
/// notes the numbers that it gets.
/// </summary>
internal sealed class RoamingClient(IReadOnlyList<Uri> servers, string path, Random random) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<int> _seen = [];
    private readonly TaskCompletionSource _reset = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string? LastEventId { get; set; }

    internal int Resets { get; private set; }

    /// <summary>Completes when it has been told to begin anew.</summary>
    internal Task WasReset => _reset.Task;

    internal int Connects { get; private set; }

    /// <summary>Completes when it is connected and has its first place in the stream.</summary>
    internal Task Joined => _joined.Task;

    /// <summary>Reads until it has as many numbers.</summary>
    internal async Task<List<int>> ReadAsync(int count, int cutsPerThousand = 0)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(_patience);
        while (_seen.Count < count)
        {
            try
            {
                var before = _seen.Count;
                await ReadOnceAsync(count, cutsPerThousand, deadline);
                if (_seen.Count > before)
                {
                    deadline.CancelAfter(_patience);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The server is gone, or not there yet.
                await Task.Delay(random.Next(10, 50), deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"After {_seen.Count} of {count} numbers nothing more came.");
            }
        }

        return _seen;
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadOnceAsync(int count, int cutsPerThousand, CancellationTokenSource deadline)
    {
        var cancellationToken = deadline.Token;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(servers[random.Next(servers.Count)], path));
        if (LastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", LastEventId);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Connects++;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(body);
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            LastEventId = parser.LastEventId;
            if (item.EventType == "reset")
            {
                Resets++;
                _reset.TrySetResult();
            }
            else if (int.TryParse(item.Data, CultureInfo.InvariantCulture, out var number))
            {
                _seen.Add(number);
                if (number % 1000 == 0)
                {
                    deadline.CancelAfter(_patience);
                }
            }
            else
            {
                _joined.TrySetResult();
            }

            if (_seen.Count == count || random.Next(1000) < cutsPerThousand)
            {
                return;
            }
        }
    }
}
