using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
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
    private readonly Dictionary<string, Type> _types = [];
    private readonly JsonSerializerOptions _options;

    /// <summary>Gets a value indicating whether the stream is this library's, which sends something at once.</summary>
    internal bool IsKnownStream { get; }

    /// <summary>Finds the events of the stream at a path.</summary>
    internal EventTypes(Type baseType, IServiceProvider server, string path)
    {
        _base = baseType;
        _options = server.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        StreamDescription[] streams =
        [
            .. server.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(endpoint => IsAt(endpoint, "/" + path.Split('?', '#')[0].TrimStart('/')))
                .Select(endpoint => endpoint.Metadata.GetMetadata<StreamDescription>()).OfType<StreamDescription>(),
        ];
        IsKnownStream = streams.Length > 0;
        foreach (var known in streams.SelectMany(stream => stream.Events))
        {
            _types.TryAdd(known.Name ?? "", known.Type);
        }
    }

    /// <summary>Determines whether an event is one of the library's own, which say something about the stream.</summary>
    internal static bool IsOwn(ReceivedEvent received) => received is { Id: EndId } or { Data: "", EventName: "reset" or "end" or "error" };

    /// <summary>Reads an event's payload, if it is of a type.</summary>
    /// <exception cref="JsonException">The data is not a JSON text of the event's type.</exception>
    internal bool TryRead<TEvent>(ReceivedEvent received, [MaybeNullWhen(false)] out TEvent payload)
    {
        // The method of a pull stream may name its events itself, which are then all of one type. Text and JSON can be anything.
        var type = _base == typeof(string) || _base == typeof(JsonElement) ? _base : _types.GetValueOrDefault(received.EventName ?? "", _base);
        if (type.IsAbstract || !typeof(TEvent).IsAssignableFrom(type))
        {
            payload = default;
            return false;
        }

        payload = (TEvent)(type == typeof(string) ? received.Data : JsonSerializer.Deserialize(received.Data, _options.GetTypeInfo(type))!);
        return true;
    }

    private static bool IsAt(RouteEndpoint endpoint, string path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
