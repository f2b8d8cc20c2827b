namespace Protocols;

/// <summary>A server of the Model Context Protocol with one tool, over streamable HTTP.</summary>
public sealed class McpStreams(IChatClient model)
{
    private static readonly JsonElement _schema =
        JsonElement.Parse("""{ "type": "object", "properties": { "text": { "type": "string" } } }""");
    private static readonly Implementation _server = new() { Name = "Protocols", Version = "1.0" };

    [RoutePost("/mcp", End = StreamEnd.None)]
    public EventSequence<JsonRpcMessage> Handle(JsonRpcMessage message) => message is JsonRpcRequest request
        ? EventStream.From(
            AnswerAsync(request),
            exception => new JsonRpcError
            {
                Id = request.Id,
                Error = exception is McpProtocolException known
                    ? new() { Code = (int)known.ErrorCode, Message = known.Message }
                    : new() { Code = (int)McpErrorCode.InternalError, Message = "The request failed." },
            })
        : EventStream.Refuse(TypedResults.Accepted((string?)null));

    private async IAsyncEnumerable<JsonRpcMessage> AnswerAsync(
        JsonRpcRequest request, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var (text, token, question) = ("", request.Params?["_meta"]?["progressToken"], request.Params?["arguments"]?["text"]);
        var words = question is null
            ? AsyncEnumerable.Empty<ChatResponseUpdate>()
            : model.GetStreamingResponseAsync((string)question!, cancellationToken: ct);
        await foreach (var update in words)
        {
            text += update.Text;
            if (token is not null)
            {
                var progress = new JsonObject { ["progressToken"] = token.DeepClone(), ["progress"] = text.Length };
                yield return new JsonRpcNotification { Method = NotificationMethods.ProgressNotification, Params = progress };
            }
        }

        Result result = request.Method switch
        {
            RequestMethods.Initialize => new InitializeResult
            {
                ProtocolVersion = (string)request.Params!["protocolVersion"]!,
                Capabilities = new() { Tools = new() },
                ServerInfo = _server,
            },
            RequestMethods.Ping => new EmptyResult(),
            RequestMethods.ToolsList => new ListToolsResult { Tools = [new() { Name = "echo", InputSchema = _schema }] },
            RequestMethods.ToolsCall => new CallToolResult { Content = [new TextContentBlock { Text = text }] },
            _ => throw new McpProtocolException($"There is no method '{request.Method}'.", McpErrorCode.MethodNotFound),
        };
        yield return new JsonRpcResponse
        {
            Id = request.Id,
            Result = JsonSerializer.SerializeToNode(result, result.GetType(), McpJsonUtilities.DefaultOptions),
        };
    }
}
