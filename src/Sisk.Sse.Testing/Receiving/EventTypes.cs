using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Testing.Receiving;

/// <summary>The events of a type as the server describes them, and their payloads by the server's JSON options.</summary>
internal sealed class EventTypes
{
    /// <summary>The id that only the end of a pull stream has, whatever event carries it.</summary>
    private const string EndId = "sisk-sse-end";

    private readonly Type _base;
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.Ordinal);
    private readonly JsonSerializerOptions _options;

    /// <summary>Initializes the events of a type on any stream of a server.</summary>
    internal EventTypes(Type baseType, IServiceProvider server)
    {
        _base = baseType;
        _options = server.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
    }

    /// <summary>Takes the events of a stream; null for one that is not of this library.</summary>
    internal void Take(StreamDescription? stream)
    {
        foreach (var known in stream?.Events ?? [])
        {
            _types[known.Name ?? ""] = known.Type;
        }
    }

    /// <summary>Determines whether an event is one of the library's own, which report the state of the stream.</summary>
    internal static bool IsOwn(ReceivedEvent received) => received is { Id: EndId } or { Data: "", EventName: "reset" or "end" or "error" };

    /// <summary>Reads an event's payload, if it is of a type.</summary>
    /// <exception cref="JsonException">The data is not a JSON text of the event's type.</exception>
    internal bool TryRead<TEvent>(ReceivedEvent received, [MaybeNullWhen(false)] out TEvent payload)
    {
        // The method of a pull stream may name its events itself, which are then all of one type. Text and JSON can be anything.
        var type = _base == typeof(string) || _base == typeof(JsonElement)
            ? _base
            : _types.GetValueOrDefault(received.EventName ?? "", _base);
        if (type.IsAbstract || !typeof(TEvent).IsAssignableFrom(type))
        {
            payload = default;
            return false;
        }

        payload = (TEvent)(type == typeof(string) ? received.Data : JsonSerializer.Deserialize(received.Data, _options.GetTypeInfo(type))!);
        return true;
    }
}
