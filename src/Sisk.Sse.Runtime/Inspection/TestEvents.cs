using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Publishing;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Inspection;

/// <summary>Broadcasts events whose data was typed on the page, after it was checked against the contract.</summary>
internal sealed class TestEvents(StreamCatalog catalog, StreamRegistry registry, Lazy<string> document)
{
    /// <summary>Describes the push streams, with their keys and events.</summary>
    internal TargetsView Describe()
    {
        using var json = JsonDocument.Parse(document.Value);
        var streams = json.RootElement.GetProperty("streams").EnumerateArray()
            .ToDictionary(
                static stream => $"{stream.GetProperty("controller").GetString()}.{stream.GetProperty("name").GetString()}",
                StringComparer.Ordinal);
        return new TargetsView(
            [.. catalog.Streams.Where(static stream => stream.IsPush).Select(stream => new TargetView(
                stream.Description.Name,
                stream.Description.Template,
                stream.Contract!.Controller + "." + stream.Contract.Name,
                [.. stream.Keys],
                streams[stream.Contract.Id].TryGetProperty("events", out var events) ? events.Clone() : default))],
            json.RootElement.TryGetProperty("types", out var types) ? types.Clone() : default);
    }

    /// <summary>Sends an event.</summary>
    /// <returns>A task that completes when the event is accepted. Its result is what is wrong with the request; null for nothing.</returns>
    internal async ValueTask<string?> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (catalog.Find(request.Stream) is not { IsPush: true } stream)
        {
            return $"There is no push stream '{request.Stream}'.";
        }

        if (stream.Contract!.Events.FirstOrDefault(known => known.WireName == request.Event) is not { } @event)
        {
            return $"The stream has no event '{request.Event}'.";
        }

        if (KeyText.TryJoin(stream, request.Key ?? [], catalog.Contract, out var error) is not { } key)
        {
            return error;
        }

        if (request.Data.ValueKind is JsonValueKind.Undefined)
        {
            return "The data of the event is missing.";
        }

        if (JsonText.FindMistake(JsonMarshal.GetRawUtf8Value(request.Data)) is { } unreadable)
        {
            return unreadable;
        }

        if (@event.IsText && request.Data.ValueKind is not JsonValueKind.String)
        {
            return "The data of this event must be a string.";
        }

        if (new PayloadCheck(catalog.Contract).Find(request.Data, @event.Shape) is { } mistake)
        {
            return mistake.ToString();
        }

        var data = @event.IsText ? request.Data.GetString()! : Compact(request.Data);
        await registry.GetPublisher(stream.Description).BroadcastEncodedAsync(key, @event.Name, data, cancellationToken)
            .ConfigureAwait(false);
        return null;
    }

    /// <summary>Writes the value without the white space that it was typed with.</summary>
    private static string Compact(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
