using System.Collections.Concurrent;
using System.Globalization;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Fuzz;

/// <summary>
/// Mutants of the repository's own code, and chains of edits compared with runs from nothing. The suite runs a few, always the same.
/// <c>SISK_SSE_FUZZ_MUTANTS</c> and <c>SISK_SSE_FUZZ_CHAINS</c> set how many, <c>SISK_SSE_FUZZ_SEED</c> the first seed.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Edits = 12;

    private static int Seed => Read("SISK_SSE_FUZZ_SEED", 1);

    [Fact]
    public async Task A_mutant_never_makes_the_compiler_fail() => await RunAsync(Read("SISK_SSE_FUZZ_MUTANTS", 60), CheckMutantAsync);

    [Fact]
    public async Task An_edit_gives_what_a_run_from_scratch_gives() =>
        await RunAsync(Read("SISK_SSE_FUZZ_CHAINS", 12), (seed, cancellationToken) =>
        Task.FromResult(new EditChain(new Random(seed)).Run(Edits, cancellationToken)));

    [Fact]
    public async Task A_seed_compiles()
    {
        foreach (var seed in Seeds.All)
        {
            Assert.Empty((await Analysis.RunAsync([seed])).Errors);
        }
    }

    private static int Read(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>Two sources, each changed once or a few times.</summary>
    private static async Task<string?> CheckMutantAsync(int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        string[] sources = [Mutant(random), Analysis.Startup];
        if (random.Next(3) == 0)
        {
            sources = [.. sources, Mutant(random)];
        }

        var failure = await Oracle.CheckAsync(UserProject.Create(sources), isShuffled: seed % 5 == 0, cancellationToken);
        return failure is null ? null : failure + "\n" + string.Join("\n----\n", sources.Where(s => s != Analysis.Startup));
    }

    private static string Mutant(Random random)
    {
        var source = Corpus.All[random.Next(Corpus.All.Length)];
        for (var count = random.Next(4); count >= 0; count--)
        {
            source = Mutation.Apply(source, random);
        }

        return source;
    }

    private async Task RunAsync(int count, Func<int, CancellationToken, Task<string?>> check)
    {
        var failures = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(Enumerable.Range(Seed, count), TestContext.Current.CancellationToken, async (seed, cancellationToken) =>
        {
            if (await check(seed, cancellationToken) is { } failure)
            {
                // One of a kind is enough.
                failures.TryAdd(Kind(failure), $"seed {seed}: {failure}");
            }
        });
        output.WriteLine($"Seeds {Seed} to {Seed + count - 1}");
        Assert.True(failures.IsEmpty, string.Join("\n\n======\n", failures.Values));
    }

    /// <summary>The id of a diagnostic, or the exception with the place where it was thrown.</summary>
    private static string Kind(string failure) =>
        failure.Split('\n') is [var first, ..] lines && first.StartsWith("generated code", StringComparison.Ordinal)
            ? first.Split(": ") is [_, _, var id, ..] ? id : first
            : string.Join('\n', failure.Split('\n').Take(3));
}
