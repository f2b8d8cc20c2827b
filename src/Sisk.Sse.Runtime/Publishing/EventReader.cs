using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Contracts;
using Sisk.Sse.Streams;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Publishing;

/// <summary>Reads the events of one request, and collects the mistakes in them.</summary>
internal sealed class EventReader(PublishedStream stream, StreamContract contract, StrictPayloads payloads)
{
    private const string Keys = "keys";
    private const string Event = "event";
    private const string Data = "data";
    private const string Complete = "complete";
    private static readonly string[] _members = [Keys, Event, Data, Complete];

    private readonly PublishErrors _errors = new();

    /// <summary>Reads all events.</summary>
    /// <exception cref="PublishProblem">There is a mistake in one of them.</exception>
    internal List<PublishedEvent> Read(IReadOnlyList<(JsonElement Item, string Path)> items)
    {
        var events = new List<PublishedEvent>(items.Count);
        foreach (var (item, path) in items)
        {
            if (_errors.Room > 0 && Read(item, path) is { } read)
            {
                events.Add(read);
            }
        }

        return _errors.Count == 0 ? events : throw new PublishProblem(
            StatusCodes.Status400BadRequest,
            items.Count == 1 ? "The event does not fit the stream." : "The events do not fit the stream. None was sent.",
            $"See the stream '{stream.Name}' of the stream contract.")
        {
            Errors = _errors.All,
        };
    }

    private PublishedEvent? Read(JsonElement item, string path)
    {
        if (item.ValueKind is not JsonValueKind.Object)
        {
            _errors.Add(new PublishError(path, "An event must be an object.", _members));
            return null;
        }

        foreach (var member in item.EnumerateObject().Where(static member => !_members.Contains(member.Name)).Take(_errors.Room))
        {
            _errors.Add(new PublishError($"{path}.{member.Name}", $"An event has no member '{member.Name}'.", _members));
        }

        var isLast = ReadComplete(item, path);
        var key = new KeyReader(stream, contract, _errors).Read(
            item.TryGetProperty(Keys, out var keys) ? keys : null, $"{path}.{Keys}", isLast);
        var known = ReadName(item, path);
        var (payload, data) = known is null ? default : ReadData(item, known, $"{path}.{Data}");
        return key is null || payload is null ? null : new PublishedEvent(key, known!.Name, payload, data!, isLast);
    }

    private bool ReadComplete(JsonElement item, string path)
    {
        if (item.TryGetProperty(Complete, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            _errors.Add(new PublishError(
                $"{path}.{Complete}", "Use true to end the connections after the event, or else false.", ["true", "false"]));
        }

        return value.ValueKind is JsonValueKind.True;
    }

    private StreamEvent? ReadName(JsonElement item, string path)
    {
        var events = stream.Description.Events;
        var isGiven = item.TryGetProperty(Event, out var name);
        if (!isGiven && events.Count == 1)
        {
            return events[0];
        }

        if (isGiven && name.ValueKind is JsonValueKind.String && stream.FindEvent(name.GetString()!) is { } known)
        {
            return known;
        }

        _errors.Add(new PublishError(
            $"{path}.{Event}",
            !isGiven ? "The name of the event is missing."
            : name.ValueKind is JsonValueKind.String ? $"The stream has no event '{name.GetString()}'."
            : "The name of an event must be a string.",
            [.. events.Select(static one => one.WireName)]));
        return null;
    }

    private (object? Payload, byte[]? Data) ReadData(JsonElement item, StreamEvent known, string path)
    {
        if (!item.TryGetProperty(Data, out var value))
        {
            _errors.Add(new PublishError(path, "The data of the event is missing."));
            return default;
        }

        var shape = stream.FindShape(known);
        try
        {
            var converted = known.Convert(payloads, JsonMarshal.GetRawUtf8Value(value));

            // A string is sent as text instead of JSON, and any text is valid.
            if (known.Type != typeof(string) && Find(JsonElement.Parse(converted.Data), shape, path, requires: null) is { } mistake)
            {
                _errors.Add(ToError(mistake));
                return default;
            }

            return converted;
        }
        catch (JsonException exception)
        {
            // The contract describes what is allowed without the names of .NET types. Members that the serializer does not require may be
            // left out.
            var mistake = Find(value, shape, path, name => exception.Message.Contains($"'{name}'", StringComparison.Ordinal));
            _errors.Add(mistake is null ? JsonMistake.Of(exception, path) : ToError(mistake));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // The type's own constructor, property or converter refuses a value.
            _errors.Add(new PublishError(path, exception.Message));
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            throw new PublishProblem(
                StatusCodes.Status501NotImplemented,
                $"The event '{known.WireName}' cannot be published over HTTP.",
                $"Its type can be written as JSON, but not read: {exception.Message} Give it a constructor that the serializer can call, "
                + "or broadcast it in C#.");
        }

        return default;
    }

    private PayloadMistake? Find(JsonElement value, Shape? shape, string path, Func<string, bool>? requires) =>
        shape is null ? null : new PayloadCheck(contract, requires).Find(value, shape, path);

    private static PublishError ToError(PayloadMistake mistake) => new(mistake.Path, $"The value {mistake.Detail}.", mistake.Allowed);
}
