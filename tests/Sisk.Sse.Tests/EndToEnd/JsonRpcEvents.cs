using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sisk.Sse.Tests.EndToEnd;

/// <summary>
/// An endpoint as in the Model Context Protocol: a JSON-RPC request is sent with POST and answered with a stream of messages
/// that ends with the result. After a disconnect, the client requests the rest with GET.
/// </summary>
public sealed class JsonRpcEvents(JsonRpcCall call)
{
    [RoutePost("/rpc")]
    public IAsyncEnumerable<SseItem<JsonRpcMessage>> Ask(JsonRpcMessage request) => AnswerAsync(request.Id, sent: 0);

    [RouteGet("/rpc")]
    public IAsyncEnumerable<SseItem<JsonRpcMessage>> Resume([LastEventId] string? lastEventId)
    {
        var place = (lastEventId ?? "").Split('-');
        return AnswerAsync(JsonElement.Parse(place[0]), sent: int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Streams the messages of the call, which continues without its client.</summary>
    private async IAsyncEnumerable<SseItem<JsonRpcMessage>> AnswerAsync(
        JsonElement? id, int sent, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (JsonRpcMessage? message = null; message?.Result is null; sent++)
        {
            message = await call.Messages[sent].Task.WaitAsync(ct);
            message = message with { Id = message.Result is null ? null : id };
            yield return new SseItem<JsonRpcMessage>(message) { EventId = $"{id}-{sent + 1}" };
        }
    }
}

/// <summary>The messages of a call. The test completes them one after another.</summary>
public sealed class JsonRpcCall
{
    public IReadOnlyList<TaskCompletionSource<JsonRpcMessage>> Messages { get; } =
        [.. Enumerable.Range(0, 3)
            .Select(_ => new TaskCompletionSource<JsonRpcMessage>(TaskCreationOptions.RunContinuationsAsynchronously))];
}

/// <summary>A request, notification or result, depending on the members that are set.</summary>
public sealed record JsonRpcMessage(
    [property: JsonPropertyName("jsonrpc")] string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Method = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Params = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Result = null);
