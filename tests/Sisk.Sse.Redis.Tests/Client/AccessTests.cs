using System.Text.RegularExpressions;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>A Redis server with authentication.</summary>
public sealed partial class AccessTests : IAsyncLifetime
{
    private const string Wrong = "not-the-pa55word";

    // The users of docs/guides/scale-out.md, for applications whose name begins with "test-".
    private readonly RedisServer _redis = new(
    [
        "--save", "", "--requirepass", "pa55word",
        "--user", "board", "on", ">pa55word", "~test-*", "&test-*", "+@read", "+@write", "+@pubsub", "+@scripting", "+@connection", "+time", "+info",
        "--user", "least", "on", ">pa55word", "~test-*", "&test-*", "+time", "+info", .. Commands,
    ]);

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [InlineData("password=pa55word")]
    [InlineData("user=board,password=pa55word")]
    [InlineData("user=least,password=pa55word")]
    public async Task A_password_or_a_user_with_the_documented_permissions_is_enough(string settings)
    {
        await using var nodes = new Nodes(_redis) { Configuration = Configuration(settings) };
        var one = await nodes.StartAsync(options => (options.CountConnections, options.PollInterval) = (true, TimeSpan.FromHours(1)));
        var two = await nodes.StartAsync(options => (options.CountConnections, options.PollInterval) = (true, TimeSpan.FromHours(1)));
        await using var reading = await two.JoinAsync("a");

        await Nodes.SendAsync(one, "a", "notified");
        Assert.Equal("message:notified", await reading.EventAsync());
        Assert.Equal(1, await two.Sources.CountByPrefixAsync("board", TestContext.Current.CancellationToken));
        await Nodes.SettleAsync(two);
        await one.Sources.CloseByPrefixAsync("board", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("end", await reading.EventAsync());
    }

    [Fact]
    public void Commands_of_every_script_are_among_the_documented_ones()
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Sisk.Sse.Redis", "Log"), "*.lua");

        var used = scripts.SelectMany(static script => Called().Matches(File.ReadAllText(script)))
            .Select(static match => "+" + match.Groups[1].Value.ToLowerInvariant()).ToHashSet();

        Assert.Contains("+xadd", used);
        Assert.Empty(used.Except([.. Commands, "+time", "+info"]));
    }

    /// <summary>Gets the commands that docs/guides/scale-out.md lists one by one.</summary>
    private static string[] Commands =>
    [
        .. Listed().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "scale-out.md"))).Groups[1].Value
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    [GeneratedRegex("```\n([+]echo [^`]*)```")]
    private static partial Regex Listed();

    [GeneratedRegex(@"redis\.p?call,? ?\(?'(\w+)'")]
    private static partial Regex Called();

    [Theory]
    [InlineData($"password={Wrong}", "Check user and password")]
    [InlineData($"user=board,password={Wrong}", "Check user and password")]
    [InlineData("user=nobody,password=pa55word", "Check user and password")]
    public async Task A_refused_user_is_logged_at_start_and_fails_broadcasts_at_once(string settings, string advice)
    {
        await using var nodes = new Nodes(_redis) { Configuration = Configuration(settings) };
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromHours(1));
        var told = await app.Logs.FirstAsync(IsOfConnections);
        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "never").AsTask()));

        Assert.Contains(advice, told.Text);
        Assert.Contains(advice, failure.Message);
        Assert.False(failure.MayBeAppended);
        Assert.DoesNotContain(app.Logs.Entries, entry => HasSecret($"{entry.Text} {entry.Exception}"));
        Assert.False(HasSecret(failure.ToString()));
    }

    [Fact]
    public async Task A_refused_user_is_reported_when_WhenUnavailable_is_Fail()
    {
        await using var nodes = new Nodes(_redis) { Configuration = Configuration($"password={Wrong}") };
        var app = await nodes.StartAsync(options => options.WhenUnavailable = EventLogOutage.Fail);
        await app.Logs.FirstAsync(IsOfConnections);

        // While a connection attempt is in progress, the reason is not known yet.
        await Eventually.BecomesAsync("the reason", async () =>
        {
            var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
                () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "never").AsTask()));
            return failure.Message;
        }, static message => message.Contains("Check user and password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_recovers_when_its_user_is_created_later()
    {
        await using var nodes = new Nodes(_redis) { Configuration = Configuration("user=late,password=pa55word") };
        var app = await nodes.StartAsync();
        await app.Logs.FirstAsync(IsOfConnections);
        using (var admin = await ConnectionMultiplexer.ConnectAsync(Configuration("password=pa55word")))
        {
            await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "late", "on", ">pa55word", "~*", "&*", "+@all");
        }

        await app.Logs.FirstAsync(static entry => entry.Text == "The log of connections in Redis can be read again.");
        await Nodes.SendAsync(app, "a", "sent");
    }

    [Fact]
    public async Task An_existing_connection_works_with_a_password_that_looks_like_settings()
    {
        using (var admin = await ConnectionMultiplexer.ConnectAsync(Configuration("password=pa55word")))
        {
            await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "odd", "on", ">a,b=c", "~*", "&*", "+@all");
        }

        var configuration = Configuration("user=odd");
        configuration.Password = "a,b=c";
        using var given = await ConnectionMultiplexer.ConnectAsync(configuration);
        await using var nodes = new Nodes(_redis);
        var app = await nodes.StartAsync(options => options.Connection = given);
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "heard");

        Assert.Equal("message:heard", await reading.EventAsync());
    }

    /// <summary>Returns true for the refusal of the log of connections, which every server reads from its start.</summary>
    private static bool IsOfConnections(LogCollector.Entry entry) =>
        entry.Level == LogLevel.Error && entry.Text.StartsWith("Redis refuses access to the log of connections", StringComparison.Ordinal);

    private static bool HasSecret(string text) => text.Contains("pa55word", StringComparison.Ordinal);

    private ConfigurationOptions Configuration(string settings) =>
        ConfigurationOptions.Parse($"{_redis.Configuration},connectTimeout=2000,{settings}");
}
