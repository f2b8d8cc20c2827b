using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace TokenStream.Chat;

/// <summary>The stream of an answer, and the stream of what the server is busy with.</summary>
public sealed class ChatStreams(IChatClient model, Workload workload)
{
    private const int LongestQuestion = 500;
    private const int LongestAnswer = 400;

    /// <summary>
    /// Answers word by word, and continues while the page reloads. The token is canceled when the user stops the answer, or stays away for
    /// 5 seconds.
    /// </summary>
    [RoutePost("/chat", Resumable = true, ResumeWindowSeconds = 5)]
    public async IAsyncEnumerable<ChatEvent> Answer(Question question, [EnumeratorCancellation] CancellationToken ct)
    {
        if (FindFault(question) is { } fault)
        {
            yield return new ChatEvent.Refused(fault);
            yield break;
        }

        await using var work = await workload.BeginAsync();
        var words = 0;
        await foreach (var update in model.GetStreamingResponseAsync(question.Text, new() { MaxOutputTokens = question.Length }, ct))
        {
            words++;
            yield return new ChatEvent.Word(update.Text);
        }

        work.Finish();
        yield return new ChatEvent.Done(words);
    }

    /// <summary>Tells what is being written: first as it is, then at each change.</summary>
    [RouteGet("/work")]
    public EventStream<Work> Watch() => new() { First = [workload.Current], Overflow = Overflow.Coalesce };

    private static string? FindFault(Question question) => question switch
    {
        _ when string.IsNullOrWhiteSpace(question.Text) => "Ask something first.",
        { Text.Length: > LongestQuestion } => $"Shorten the question to {LongestQuestion} characters; it has {question.Text.Length}.",
        { Length: < 1 or > LongestAnswer } => $"Ask for 1 to {LongestAnswer} words, not {question.Length}.",
        _ => null,
    };
}
