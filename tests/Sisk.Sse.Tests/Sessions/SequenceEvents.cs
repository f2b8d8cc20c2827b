using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Sessions;

[RoutePrefix("/sequence")]
public sealed class SequenceEvents
{
    [RouteGet("/checked/{to}")]
    public static async Task<EventSequence<Step>> Checked(int to, CancellationToken ct)
    {
        await Task.Yield();
        ct.ThrowIfCancellationRequested();
        return to > 0
            ? EventStream.From(Count(to, fails: false))
            : EventStream.Refuse(TypedResults.Problem("Count to 1 or more.", statusCode: 422));
    }

    [RouteGet("/plain")]
    public static async Task<IAsyncEnumerable<Step>> Plain()
    {
        await Task.Yield();
        return Count(2, fails: false);
    }

    [RouteGet("/items/{to}")]
    public static async ValueTask<EventSequence<SseItem<string>>> Items(int to)
    {
        await Task.Yield();
        return to > 0 ? EventStream.From(Named(to)) : EventStream.Refuse(TypedResults.NoContent());
    }

    [RouteGet("/missing")]
    public static Task<EventSequence<Step>?> Missing() => Task.FromResult<EventSequence<Step>?>(null);

    [RouteGet("/no-task")]
    public static Task<IAsyncEnumerable<Step>>? NoTask() => null;

    [RouteGet("/no-push-task")]
    public static Task<EventStream<Step>> NoPushTask() => null!;

    [RouteGet("/told")]
    public static EventSequence<Step> Told() => EventStream.From(Count(1, fails: true), static exception =>
        exception is TimeoutException ? new Step.Broken("It took too long. Ask again.") : null);

    [RouteGet("/told-done", End = StreamEnd.Done)]
    public static EventSequence<Step> ToldDone() => EventStream.From(Count(1, fails: true), static _ => new Step.Broken("busy"));

    [RouteGet("/silent")]
    public static EventSequence<Step> Silent() => EventStream.From(Count(1, fails: true), static _ => null);

    [RouteGet("/careless")]
    public static EventSequence<Step> Careless() => EventStream.From(
        Count(1, fails: true), static Step? (exception) => throw new InvalidOperationException("of the function", exception));

    private static async IAsyncEnumerable<Step> Count(int to, bool fails, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 0; i < to; i++)
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Step.Number(i);
        }

        if (fails)
        {
            throw new TimeoutException("a secret of the server");
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> Named(int to)
    {
        for (var i = 0; i < to; i++)
        {
            await Task.Yield();
            yield return new SseItem<string>("text", $"name{i}");
        }
    }
}

public abstract record Step
{
    public sealed record Number(int Value) : Step;

    public sealed record Broken(string Why) : Step;
}
