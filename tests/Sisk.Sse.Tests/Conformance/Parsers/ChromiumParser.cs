using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>The <c>EventSource</c> of Chromium, connected to a server that writes the given bytes.</summary>
internal sealed class ChromiumParser : IStreamParser, IAsyncDisposable
{
    // Connection errors are plain events. An event of the stream that is named "error" is a MessageEvent.
    private const string Script = """
        ([url, types]) => new Promise(resolve => {
          const source = new EventSource(url);
          const events = [];
          for (const type of types) {
            source.addEventListener(type, e => {
              if (e instanceof MessageEvent) events.push({ type: e.type, data: e.data, id: e.lastEventId });
            });
          }
          source.addEventListener('error', e => {
            if (e instanceof MessageEvent) return;
            source.close();
            resolve(JSON.stringify(events));
          });
        })
        """;

    private static readonly ConcurrentDictionary<string, IReadOnlyList<byte[]>> _streams = new();
    private readonly TestApp _app;
    private readonly IPage _page;

    private ChromiumParser(TestApp app, IPage page) => (_app, _page) = (app, page);

    public bool KeepsIds => true;

    /// <summary>Gets or sets the event types that the page listens to.</summary>
    internal IReadOnlyList<string> Types { get; set; } = ["message"];

    internal static async Task<ChromiumParser> StartAsync(Chromium chromium)
    {
        var app = await TestApp.StartAsync(static app => app.MapGet("/bytes/{name}", WriteAsync));
        return new ChromiumParser(app, await chromium.OpenAsync(app.Client.BaseAddress!));
    }

    public async Task<ParsedStream> ParseAsync(IReadOnlyList<byte[]> reads)
    {
        var name = _streams.Count.ToString(CultureInfo.InvariantCulture) + Guid.NewGuid().ToString("N");
        _streams[name] = reads;
        var json = await Signal.WithinAsync(_page.EvaluateAsync<string>(Script, new object[] { "/bytes/" + name, Types.ToArray() }));
        _streams.TryRemove(name, out _);
        return new ParsedStream(JsonSerializer.Deserialize<List<ParsedEvent>>(json, JsonSerializerOptions.Web)!, Retry: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.Context.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static async Task WriteAsync(HttpContext context, string name)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var read in _streams[name])
        {
            await context.Response.Body.WriteAsync(read, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
