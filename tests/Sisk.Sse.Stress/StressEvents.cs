namespace Sisk.Sse.Stress;

/// <summary>The streams under stress.</summary>
[RoutePrefix("/stress")]
public sealed class StressEvents
{
    /// <summary>A push stream by room.</summary>
    [RouteGet("/rooms/{room}")]
    public static EventStream<string> Room(string room) => new();

    /// <summary>A pull stream that never ends by itself.</summary>
    [RouteGet("/ticks")]
    public static async IAsyncEnumerable<string> Ticks([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            yield return $"{i}";
            await Task.Delay(50, ct).ConfigureAwait(false);
        }
    }
}
