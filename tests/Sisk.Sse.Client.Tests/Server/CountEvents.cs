using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Sisk.Sse.Client.Tests.Server;

/// <summary>Streams for the clients under test.</summary>
[RoutePrefix("/test")]
public sealed class CountEvents
{
    /// <summary>Numbers in order, and what else a hierarchy holds.</summary>
    [RouteGet("/count/{key}")]
    [EventHistory(MaxEvents = 200_000, MaxBytes = 100_000_000)]
    public EventStream<CountEvent> Watch(string key) => new();

    /// <summary>Five numbers from a start.</summary>
    [RouteGet("/pull/{start}")]
    public async IAsyncEnumerable<Number> Pull(int start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < 5; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Number(start + i, Level.Low);
            await Task.Yield();
        }
    }

    /// <summary>The values of a header.</summary>
    [RouteGet("/tags")]
    public async IAsyncEnumerable<string> Tags(
        [FromHeader(Name = "X-Tags")] string[] tags, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tag in tags)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return tag;
            await Task.Yield();
        }
    }

    /// <summary>The words of a question, with what came in the headers.</summary>
    [RoutePost("/ask")]
    public async IAsyncEnumerable<string> Ask(
        Question question, HttpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var word in question.Text.Split(' '))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return $"{word} {question.Level} {request.Headers.Authorization}";
            await Task.Yield();
        }
    }
}

/// <summary>An event of the counter.</summary>
public abstract record CountEvent
{
    /// <summary>The next number.</summary>
    public sealed record Counted(int Number, string Text) : CountEvent;

    /// <summary>Something else.</summary>
    public sealed record Noted(string? Note, DateTimeOffset At, Number[] Numbers, Dictionary<string, Level> Levels) : CountEvent;
}

/// <summary>A number.</summary>
public sealed record Number(int Value, Level Level);

/// <summary>A question.</summary>
public sealed record Question(string Text, Level Level);

/// <summary>A level.</summary>
public enum Level
{
    /// <summary>Low.</summary>
    Low,

    /// <summary>High.</summary>
    High,
}
