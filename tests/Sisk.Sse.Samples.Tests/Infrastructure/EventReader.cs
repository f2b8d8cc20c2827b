using System.Net.ServerSentEvents;
using System.Text;

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>An open event stream, read with the parser of .NET.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _deadline;
    private readonly Stream _body;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventReader(HttpResponseMessage response, Stream body, CancellationTokenSource deadline)
    {
        Response = response;
        _body = body;
        _deadline = deadline;
        _events = SseParser.Create(body).EnumerateAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
    }

    public HttpResponseMessage Response { get; }

    /// <summary>Opens a stream and returns once the headers have been received.</summary>
    public static async Task<EventReader> OpenAsync(SampleProgram program, string path)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(_patience);
        var response = await program.Client.GetAsync(program.At(path), HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(deadline.Token), deadline);
    }

    /// <summary>Reads the next event. Returns null at the end of the stream.</summary>
    public async Task<SseItem<string>?> NextAsync() => await _events.MoveNextAsync() ? _events.Current : null;

    /// <summary>Reads the data of every event up to the end of the stream.</summary>
    public async Task<List<string>> ToEndAsync()
    {
        var data = new List<string>();
        while (await NextAsync() is { } item)
        {
            data.Add(item.Data);
        }

        return data;
    }

    /// <summary>Reads the raw text up to and including the first line that meets the condition.</summary>
    public async Task<string> TextUntilAsync(Func<string, bool> isLast)
    {
        using var reader = new StreamReader(_body, leaveOpen: true);
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_deadline.Token) is { } line)
        {
            text.Append(line).Append('\n');
            if (isLast(line))
            {
                break;
            }
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        await _body.DisposeAsync();
        Response.Dispose();
        _deadline.Dispose();
    }
}
