using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Resumable streams whose words a test gives one by one.</summary>
[RoutePrefix("/runs")]
public sealed class RunStreams(RunProbe probe, RunScope scope)
{
    [RoutePost("/words/{name}", Resumable = true)]
    public IAsyncEnumerable<string> Words(string name, CancellationToken ct) => SpeakAsync(name, ct);

    [RoutePost("/own/{name}", Resumable = true)]
    [Authorize]
    public IAsyncEnumerable<string> Own(string name, CancellationToken ct) => SpeakAsync(name, ct);

    [RoutePost("/short/{name}", Resumable = true, ResumeWindowSeconds = 5, End = StreamEnd.Done)]
    public IAsyncEnumerable<string> Short(string name, CancellationToken ct) => SpeakAsync(name, ct);

    [RoutePost("/checked/{name}", Resumable = true)]
    public async Task<EventSequence<RunPart>> Checked(string name, Question question, CancellationToken ct)
    {
        await Task.Yield();
        return question.Text.Length > 0
            ? EventStream.From(FailAsync(name, ct), static exception => new RunPart.Failed(exception.Message))
            : EventStream.Refuse(TypedResults.Problem("Ask something.", statusCode: 422));
    }

    [RoutePost("/fails/{name}", Resumable = true)]
    public IAsyncEnumerable<RunPart> Fails(string name, CancellationToken ct) => FailAsync(name, ct);

    [RoutePost("/items/{id}", Resumable = true)]
    public static async IAsyncEnumerable<SseItem<string>> Items(string id)
    {
        await Task.Yield();
        yield return new SseItem<string>("first", "named") { ReconnectionInterval = TimeSpan.FromSeconds(7) };
        yield return new SseItem<string>("second") { EventId = id == "none" ? null : id };
    }

    [RoutePost("/count/{to}", Resumable = true)]
    public static async IAsyncEnumerable<int> Count(int to)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    /// <summary>Yields long texts that are ready at once. Each begins with its number.</summary>
    [RoutePost("/long/{count}", Resumable = true)]
    public static async IAsyncEnumerable<string> Long(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return $"{i} {new string('x', 8 * 1024)}";
        }

        await Task.CompletedTask;
    }

    private async IAsyncEnumerable<RunPart> FailAsync(string name, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var word in SpeakAsync(name, ct))
        {
            yield return new RunPart.Word(word);
        }

        throw new InvalidOperationException("broken");
    }

    private async IAsyncEnumerable<string> SpeakAsync(string name, [EnumeratorCancellation] CancellationToken ct)
    {
        var talk = probe.Begin(name, scope);
        try
        {
            await foreach (var word in talk.Words.Reader.ReadAllAsync(ct))
            {
                scope.ThrowIfDisposed();
                yield return word;
            }
        }
        finally
        {
            talk.Ended.TrySetResult();
        }
    }
}

public sealed record Question(string Text);

public abstract record RunPart
{
    public sealed record Word(string Text) : RunPart;

    public sealed record Failed(string Why) : RunPart;
}
