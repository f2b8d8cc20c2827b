using System.Runtime.CompilerServices;

namespace TokenStream.Chat;

/// <summary>The stream of an answer, and the stream of what the server is busy with.</summary>
public sealed class ChatStreams(MarkovChain chain, Workload workload, TimeProvider time)
{
    private const int LongestQuestion = 500;
    private const int LongestAnswer = 400;

    /// <summary>A word takes a model about so long.</summary>
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(45);

    /// <summary>Answers word by word. The token ends the work when the page stops reading, or the server stops.</summary>
    [RoutePost("/chat")]
    public async IAsyncEnumerable<ChatEvent> Answer(Question question, [EnumeratorCancellation] CancellationToken ct)
    {
        if (FindFault(question) is { } fault)
        {
            yield return new ChatEvent.Refused(fault);
            yield break;
        }

        await using var work = await workload.BeginAsync();
        var words = 0;
        foreach (var word in chain.Write(question.Text, question.Length, Random.Shared))
        {
            await Task.Delay(_pace, time, ct);
            words++;
            yield return new ChatEvent.Word(word);
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
