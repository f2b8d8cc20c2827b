namespace Protocols;

/// <summary>The events of AG-UI, the protocol between agents and user interfaces.</summary>
public sealed class AgUiStreams(IChatClient model)
{
    [RoutePost("/ag-ui", End = StreamEnd.None)]
    public EventSequence<AgUiEvent> Run(AgUiInput input) =>
        EventStream.From(AnswerAsync(input), _ => new AgUiEvent("RUN_ERROR", Message: "The model is busy. Ask again."));

    private async IAsyncEnumerable<AgUiEvent> AnswerAsync(AgUiInput input, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var messages = input.Messages.Select(message => new ChatMessage(new ChatRole(message.Role), message.Content));
        var id = Guid.NewGuid().ToString();
        yield return new("RUN_STARTED", input.ThreadId, input.RunId);
        yield return new("TEXT_MESSAGE_START", MessageId: id, Role: "assistant");
        await foreach (var update in model.GetStreamingResponseAsync(messages, cancellationToken: ct))
        {
            yield return new("TEXT_MESSAGE_CONTENT", MessageId: id, Delta: update.Text);
        }

        yield return new("TEXT_MESSAGE_END", MessageId: id);
        yield return new("RUN_FINISHED", input.ThreadId, input.RunId);
    }
}

public sealed record AgUiInput(string ThreadId, string RunId, AgUiMessage[] Messages);

public sealed record AgUiMessage(string Role, string? Content);

public sealed record AgUiEvent(
    string Type,
    string? ThreadId = null,
    string? RunId = null,
    string? MessageId = null,
    string? Role = null,
    string? Delta = null,
    string? Message = null);
