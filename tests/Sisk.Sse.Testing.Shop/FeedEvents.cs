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

    /// <summary>Waits for the gate behind the second word.</summary>
    [RoutePost("/spoken-words", Resumable = true)]
    public static async IAsyncEnumerable<string> SpokenWords(
        [FromBody] Sentence sentence, Gate gate, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (index, word) in sentence.Text.Split(' ').Index())
        {
            if (index == 2)
            {
                await gate.Opened.WaitAsync(ct);
            }

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
