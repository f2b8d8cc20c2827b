using System.Globalization;
using System.Net.ServerSentEvents;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>
/// A client that reconnects to a random server whenever its stream ends, with the id of its last event, and records the numbers
/// that it receives.
/// </summary>
internal sealed class RoamingClient(IReadOnlyList<Uri> servers, string path, Random random) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<int> _seen = [];
    private readonly TaskCompletionSource _reset = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string? LastEventId { get; set; }

    internal IReadOnlyList<int> Seen => _seen;

    /// <summary>Numbers that did not follow the previous one and had no reset before them.</summary>
    internal List<string> Faults { get; } = [];

    internal int Resets { get; private set; }

    private bool _isReset;

    /// <summary>Completes when it gets a reset.</summary>
    internal Task WasReset => _reset.Task;

    internal int Connects { get; private set; }

    /// <summary>Completes when it is connected and has an id.</summary>
    internal Task Joined => _joined.Task;

    /// <summary>Reads until it has a number of events.</summary>
    internal Task<List<int>> ReadAsync(int count, int cutsPerThousand = 0) =>
        ReadAsync(seen => seen.Count == count, $"{count} numbers", cutsPerThousand);

    /// <summary>Reads until it has the given number.</summary>
    internal Task<List<int>> ReadToAsync(int last) =>
        ReadAsync(seen => seen is [.., var number] && number == last, $"the number {last}", 0);

    private async Task<List<int>> ReadAsync(Func<List<int>, bool> isAll, string what, int cutsPerThousand)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(_patience);
        while (!isAll(_seen))
        {
            try
            {
                var before = _seen.Count;
                await ReadOnceAsync(isAll, cutsPerThousand, deadline);
                if (_seen.Count > before)
                {
                    deadline.CancelAfter(_patience);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The server is down.
                await Task.Delay(random.Next(10, 50), deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"After {_seen.Count} numbers nothing more came; {what} were awaited.");
            }
        }

        return _seen;
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadOnceAsync(Func<List<int>, bool> isAll, int cutsPerThousand, CancellationTokenSource deadline)
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
                _isReset = true;
                _reset.TrySetResult();
            }
            else if (int.TryParse(item.Data, CultureInfo.InvariantCulture, out var number))
            {
                if (!_isReset && _seen is [.., var before] && number != before + 1)
                {
                    Faults.Add($"{number} after {before}");
                }

                _isReset = false;
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

            if (isAll(_seen) || random.Next(1000) < cutsPerThousand)
            {
                return;
            }
        }
    }
}
