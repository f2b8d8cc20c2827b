using System.Runtime.CompilerServices;

namespace Sisk.Sse.Redis.Node;

/// <summary>Resumable streams of the test servers.</summary>
[RoutePrefix("/answers")]
public sealed class AnswerEvents
{
    /// <summary>Numbers from 1, with a pause in milliseconds before each; 0 for none.</summary>
    [RoutePost("/{to}/{pause}", Resumable = true)]
    public static IAsyncEnumerable<int> Count(int to, int pause, CancellationToken ct) => CountAsync(to, pause, ct);

    /// <summary>The same, kept for a second.</summary>
    [RoutePost("/brief/{to}/{pause}", Resumable = true, ResumeWindowSeconds = 1)]
    public static IAsyncEnumerable<int> Brief(int to, int pause, CancellationToken ct) => CountAsync(to, pause, ct);

    private static async IAsyncEnumerable<int> CountAsync(int to, int pause, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var i = 1; i <= to; i++)
        {
            await (pause > 0 ? Task.Delay(pause, ct) : Task.CompletedTask);
            yield return i;
        }
    }
}
