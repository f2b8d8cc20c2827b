using System.Diagnostics;
using System.Text.Json;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>The npm package <c>eventsource-parser</c>, run in a Node process.</summary>
internal sealed class NodeParser : IStreamParser, IDisposable
{
    private static readonly JsonSerializerOptions _json = JsonSerializerOptions.Web;
    private readonly Process _node;

    private NodeParser(Process node) => _node = node;

    /// <summary>Starts Node. Skips the test if Node or the package is missing; on a build server, fails it.</summary>
    internal static NodeParser Start()
    {
        var tools = Path.Combine(Repository.Root, "tests", "tools");
        if (Tool.Find("node") is not { } node)
        {
            throw Tool.Missing("Node is not on the PATH", "apt-get install nodejs npm");
        }

        if (!Directory.Exists(Path.Combine(tools, "node_modules", "eventsource-parser")))
        {
            throw Tool.Missing("eventsource-parser is not installed", "npm ci --prefix tests/tools");
        }

        return new NodeParser(Process.Start(new ProcessStartInfo(node, "parse.mjs")
        {
            WorkingDirectory = tools,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    public bool KeepsIds => false;

    public async Task<ParsedStream> ParseAsync(IReadOnlyList<byte[]> reads)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { reads }, _json));
        await _node.StandardInput.FlushAsync();
        var answer = await Signal.WithinAsync(_node.StandardOutput.ReadLineAsync());
        return JsonSerializer.Deserialize<Answer>(answer!, _json) is { } parsed
            ? new ParsedStream(parsed.Events, parsed.Retry)
            : throw new InvalidDataException($"No parsed stream: {answer}");
    }

    public void Dispose()
    {
        // The script exits at the end of its input.
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    private sealed record Answer(List<ParsedEvent> Events, double? Retry);
}
