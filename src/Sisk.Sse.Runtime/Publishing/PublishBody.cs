using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Publishing;

/// <summary>The body of a request: one event, an array of events, or one event per line.</summary>
internal sealed class PublishBody(byte[] bytes, bool isLines)
{
    private static readonly string[] _lineTypes = ["application/x-ndjson", "application/jsonl"];
    private static readonly byte[] _byteOrderMark = [0xef, 0xbb, 0xbf];
    private static readonly JsonDocumentOptions _options = new() { AllowDuplicateProperties = false };

    internal ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="PublishProblem">It is too large, compressed, or of another type.</exception>
    internal static async Task<PublishBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var isLines = CheckType(request);
        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 0, 1, maxBytes));
        while (true)
        {
            var result = await ReadPartAsync(request, cancellationToken).ConfigureAwait(false);
            if (request.ContentLength > maxBytes || body.WrittenCount + result.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(result.Buffer.Start);
                throw new PublishProblem(
                    StatusCodes.Status413PayloadTooLarge,
                    $"The body has more than {maxBytes} bytes.",
                    "Send fewer events in one request, or raise EventStreamPublisherOptions.MaxRequestBytes.");
            }

            foreach (var part in result.Buffer)
            {
                body.Write(part.Span);
            }

            request.BodyReader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                // Some editors and shells write a byte order mark. ASP.NET Core skips it in JSON, too.
                var start = body.WrittenSpan.StartsWith(_byteOrderMark) ? _byteOrderMark.Length : 0;
                return new PublishBody(body.WrittenSpan[start..].ToArray(), isLines);
            }
        }
    }

    /// <summary>Checks the headers that describe the body. Returns true if it has one event per line.</summary>
    private static bool CheckType(HttpRequest request)
    {
        // A form of another site cannot send these types.
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        var isLines = type is not null && _lineTypes.Any(known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase));
        if (!(isLines || request.HasJsonContentType()) || !IsUtf8(type!.Charset))
        {
            throw new PublishProblem(
                StatusCodes.Status415UnsupportedMediaType,
                "The Content-Type is not JSON in UTF-8.",
                "Send an event or an array with 'Content-Type: application/json', "
                + $"or one event per line with '{_lineTypes[0]}' or '{_lineTypes[1]}'.");
        }

        if (request.Headers.ContentEncoding.Any(static encoding => !"identity".Equals(encoding, StringComparison.OrdinalIgnoreCase)))
        {
            throw new PublishProblem(
                StatusCodes.Status415UnsupportedMediaType,
                "The body is compressed.",
                "Send it without 'Content-Encoding', or call UseRequestDecompression() in the application.");
        }

        return isLines;
    }

    private static async ValueTask<ReadResult> ReadPartAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // The connection broke. Nobody reads the answer, and the server is not at fault.
            throw new PublishProblem(StatusCodes.Status400BadRequest, "The body could not be read.", exception.Message);
        }
    }

    /// <summary>Parses the events.</summary>
    /// <param name="maxEvents">The largest number of them.</param>
    /// <returns>The events, each with its JSON path.</returns>
    /// <exception cref="PublishProblem">The body is not valid JSON, or has no event or too many.</exception>
    internal IReadOnlyList<(JsonElement Item, string Path)> Parse(int maxEvents)
    {
        var items = isLines ? ParseLines(maxEvents) : ParseDocument();
        return items.Count == 0 ? throw Invalid("$", "There is no event.")
            : items.Count > maxEvents ? throw TooMany(maxEvents)
            : items;
    }

    private List<(JsonElement Item, string Path)> ParseDocument()
    {
        var document = Parse(bytes, "$");
        return document.ValueKind is JsonValueKind.Array
            ? [.. document.EnumerateArray().Select(static (item, i) => (item, $"$[{i}]"))]
            : [(document, "$")];
    }

    private List<(JsonElement Item, string Path)> ParseLines(int maxEvents)
    {
        var items = new List<(JsonElement, string)>();
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            var line = bytes.AsSpan(range).Trim(" \t\r"u8);
            if (line.Length > 0)
            {
                items.Add(items.Count < maxEvents ? (Parse(line, $"$[{items.Count}]"), $"$[{items.Count}]") : throw TooMany(maxEvents));
            }
        }

        return items;
    }

    private static bool IsUtf8(StringSegment charset) =>
        !charset.HasValue || HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static JsonElement Parse(ReadOnlySpan<byte> json, string path)
    {
        if (JsonText.FindMistake(json) is { } mistake)
        {
            throw Invalid(path, mistake);
        }

        try
        {
            return JsonElement.Parse(json, _options);
        }
        catch (JsonException exception)
        {
            throw Invalid(path, "This is not valid JSON: " + exception.Message);
        }
    }

    private static PublishProblem Invalid(string path, string detail) =>
        new(StatusCodes.Status400BadRequest, "The body cannot be read as events.") { Errors = [new PublishError(path, detail)] };

    private static PublishProblem TooMany(int maxEvents) => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The request has more than {maxEvents} events.",
        "Send them in several requests, or raise EventStreamPublisherOptions.MaxEvents.");
}
