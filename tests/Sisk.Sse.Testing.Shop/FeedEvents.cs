using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;

namespace Shop;

/// <summary>Streams of other forms, for tests of the client.</summary>
[RoutePrefix("/feed")]
public sealed class FeedEvents
{
    [RouteGet("/notes/{topic}")]
    public static EventStream<string> Notes(string topic) => new();

    [RoutePost("/words")]
    public static async IAsyncEnumerable<string> Words([FromBody] Sentence sentence)
    {
        foreach (var word in sentence.Text.Split(' '))
        {
            await Task.Yield();
            yield return word;
        }
    }

    /// <summary>Says the other words a minute after the first.</summary>
    [RoutePost("/answer", Resumable = true)]
    public static async IAsyncEnumerable<string> Answer(
        [FromBody] Sentence sentence, [FromServices] TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        var words = sentence.Text.Split(' ');
        yield return words[0];
        await Task.Delay(TimeSpan.FromMinutes(1), time, ct);
        foreach (var word in words[1..])
        {
            yield return word;
        }
    }

    [RouteGet("/named")]
    public static async IAsyncEnumerable<SseItem<Tick>> Named()
    {
        await Task.Yield();
        yield return new SseItem<Tick>(new Tick(1), "first");
        yield return new SseItem<Tick>(new Tick(2), "second") { EventId = "two" };
    }
}

public sealed record Sentence(string Text);
