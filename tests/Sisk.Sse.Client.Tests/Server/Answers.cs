using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace Sisk.Sse.Client.Tests.Server;

/// <summary>Resumable streams for the clients under test.</summary>
[RoutePrefix("/answers")]
public sealed class Answers(EventStreamRuns runs, IHostApplicationLifetime lifetime)
{
    /// <summary>Numbers from 1 to the one that the question asks for.</summary>
    [RoutePost("/count", Resumable = true)]
    public static async IAsyncEnumerable<Number> Count(Question question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 1; i <= int.Parse(question.Text, System.Globalization.CultureInfo.InvariantCulture); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Number(i, question.Level);
            await Task.Yield();
        }
    }

    /// <summary>An answer that stops itself behind its first number.</summary>
    [RoutePost("/stop", Resumable = true)]
    public async IAsyncEnumerable<int> Stop([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 1;
        await runs.StopAsync(runs.List().Single(run => run.Path == "/answers/stop").Id, CancellationToken.None);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>An answer whose server stops behind its first number.</summary>
    [RoutePost("/interrupt", Resumable = true)]
    public async IAsyncEnumerable<int> Interrupt([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 1;
        lifetime.StopApplication();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
