using System.Diagnostics;
using System.Globalization;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Runs;

/// <summary>
/// Many answers over two server processes, whose clients are cut all the time, while one server is killed and comes back. The long form is
/// <c>SISK_SSE_ANSWERS=1000 SISK_SSE_ANSWER_TOKENS=500</c>, and <c>SISK_SSE_ANSWER_SEED</c> gives another sequence of random choices.
/// </summary>
public sealed class AnswersRunTests(RedisServer redis)
{
    private const int ShortRun = 60;
    private const int PauseMilliseconds = 10;
    private const int ShortRunKills = 3;
    private const int AtATime = 100;

    private static readonly int _answers = Setting("SISK_SSE_ANSWERS", ShortRun);
    private static readonly int _tokens = Setting("SISK_SSE_ANSWER_TOKENS", 100);
    private static readonly int _seed = Setting("SISK_SSE_ANSWER_SEED", 20261129);

    /// <summary>The other tests of a short run share the processor.</summary>
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(_answers > ShortRun ? 5 : 15);

    private readonly int[] _lives = new int[2];
    private readonly Dictionary<(int Server, int Life), long> _killedAt = [];

    [Fact]
    public async Task Each_answer_arrives_once_and_in_order_or_was_interrupted_with_its_producer()
    {
        await using var nodes = new Nodes(redis);
        await using var one = new NodeProcess(redis.Configuration, nodes.ApplicationName);
        await using var two = new NodeProcess(redis.Configuration, nodes.ApplicationName);
        NodeProcess[] servers = [one, two];
        await Task.WhenAll(servers.Select(server => server.StartAsync()));
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var path = $"/answers/{_tokens}/{PauseMilliseconds}";
        var answers = Enumerable.Range(0, _answers)
            .Select(
                i => new RoamingAnswer([.. servers.Select(server => server.Address)], http, LifeOf, path, _tokens, new Random(_seed + i)))
            .ToArray();
        var following = Parallel.ForEachAsync(
            answers,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken },
            static async (answer, cancellationToken) => await answer.FollowAsync(cancellationToken));

        await TroubleAsync(servers, following);
        await following;

        Assert.All(answers, Check);
        Assert.Contains(answers, answer => answer.End == "end");
        await EverythingExpiresAsync(nodes);
        TestContext.Current.SendDiagnosticMessage(
            $"{answers.Count(answer => answer.End == "end")} complete, {answers.Count(answer => answer.End == "interrupted")} interrupted");
    }

    private int LifeOf(int server) => Volatile.Read(ref _lives[server]);

    /// <summary>
    /// Kills one of the servers and starts it again, while answers are on their way: soon in a short run, and again and again in a long
    /// one.
    /// </summary>
    private async Task TroubleAsync(NodeProcess[] servers, Task following)
    {
        var isShort = _answers <= ShortRun;
        var random = new Random(_seed);
        for (var kill = 0; !following.IsCompleted && (kill < ShortRunKills || !isShort); kill++)
        {
            var pause = isShort ? random.Next(300, 1000) : random.Next(3000, 9000);
            await Task.WhenAny(following, Task.Delay(pause, TestContext.Current.CancellationToken));

            // The answers of a short run all begin at once, and some must be left.
            var server = isShort ? 0 : random.Next(servers.Length);
            _killedAt[(server, _lives[server])] = Stopwatch.GetTimestamp();
            Interlocked.Increment(ref _lives[server]);
            await servers[server].KillAsync();
            await servers[server].StartAsync();
        }
    }

    private void Check(RoamingAnswer answer)
    {
        Assert.Single(answer.Runs);
        Assert.Equal(Enumerable.Range(1, answer.Numbers.Count), answer.Numbers);
        if (answer.End == "end")
        {
            Assert.Equal(_tokens, answer.Numbers.Count);
            return;
        }

        Assert.Equal("interrupted", answer.End);
        Assert.Contains(answer.Producer, _killedAt.Keys);

        // A server that is starting again keeps its clients waiting, which is no silence of an answer.
        var since = Math.Max(_killedAt[answer.Producer], answer.ConnectedAt);
        Assert.InRange(Stopwatch.GetElapsedTime(since, answer.EndedAt), TimeSpan.Zero, _longestSilence);
    }

    private static async Task EverythingExpiresAsync(Nodes nodes)
    {
        await using var admin = await nodes.ConnectAsync();
        var keys = await admin.GetServers()[0].KeysAsync(pattern: nodes.ApplicationName + ":{run *")
            .ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            var left = await admin.GetDatabase().KeyTimeToLiveAsync(key);
            Assert.True(left is not null || !await admin.GetDatabase().KeyExistsAsync(key), $"{key} stays forever.");
        }
    }

    private static int Setting(string name, int value) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : value;
}
