namespace Protocols;

/// <summary>The UI message stream of Vercel's AI SDK, which <c>useChat</c> reads.</summary>
public sealed class VercelStreams(IChatClient model)
{
    [RoutePost("/vercel/chat", End = StreamEnd.Done)]
    public EventSequence<UiChunk> Chat(UiRequest request) =>
        EventStream.From(AnswerAsync(request), _ => new UiChunk("error", ErrorText: "The model is busy. Ask again."));

    private async IAsyncEnumerable<UiChunk> AnswerAsync(UiRequest request, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var messages = request.Messages.Select(
            message => new ChatMessage(new ChatRole(message.Role), string.Concat(message.Parts.Select(part => part.Text))));
        yield return new("start");
        yield return new("text-start", Id: "text");
        await foreach (var update in model.GetStreamingResponseAsync(messages, cancellationToken: ct))
        {
            yield return new("text-delta", Id: "text", Delta: update.Text);
        }

        yield return new("text-end", Id: "text");
        yield return new("finish");
    }
}

public sealed record UiRequest(UiMessage[] Messages);

public sealed record UiMessage(string Role, UiPart[] Parts);

public sealed record UiPart(string? Text);

public sealed record UiChunk(string Type, string? Id = null, string? Delta = null, string? ErrorText = null);
