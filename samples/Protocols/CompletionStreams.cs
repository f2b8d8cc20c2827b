using System.Text.Json.Serialization;

namespace Protocols;

/// <summary>Chat completions as OpenAI streams them, for its official clients.</summary>
public sealed class CompletionStreams(IChatClient model, TimeProvider time)
{
    [RoutePost("/v1/chat/completions", End = StreamEnd.Done)]
    public EventSequence<Completion> Complete(CompletionRequest request) => request.Stream
        ? EventStream.From(AnswerAsync(request), _ => new Completion(Error: new("The model is busy. Ask again.", "server_error")))
        : EventStream.Refuse(TypedResults.BadRequest(new Completion(Error: new("Set stream to true.", "invalid_request_error"))));

    private async IAsyncEnumerable<Completion> AnswerAsync(
        CompletionRequest request, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        var start = new Completion("chatcmpl-" + Guid.NewGuid(), request.Model, created, [], "chat.completion.chunk");
        var messages = request.Messages.Select(message => new ChatMessage(new ChatRole(message.Role), message.Content));
        await foreach (var update in model.GetStreamingResponseAsync(messages, cancellationToken: ct))
        {
            yield return start with { Choices = [new(0, new(update.Text, "assistant"))] };
        }

        yield return start with { Choices = [new(0, new(), "stop")] };
    }
}

public sealed record CompletionRequest(string Model, CompletionMessage[] Messages, bool Stream = false);

public sealed record CompletionMessage(string Role, string Content);

/// <summary>A part of the answer, or the error that ends it.</summary>
public sealed record Completion(
    string? Id = null,
    string? Model = null,
    long? Created = null,
    Choice[]? Choices = null,
    string? Object = null,
    CompletionError? Error = null);

public sealed record CompletionError(string Message, string Type);

public sealed record Choice(int Index, Delta Delta, [property: JsonPropertyName("finish_reason")] string? FinishReason = null);

public sealed record Delta(string? Content = null, string? Role = null);
