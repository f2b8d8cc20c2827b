using Sisk.Sse.Redis.Client;
using Sisk.Sse.Redis.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>Errors after which an event may or may not be in the log.</summary>
public sealed class RedisErrorsTests
{
    [Theory]
    [InlineData("READONLY You can't write against a read only replica.")]
    [InlineData("LOADING Redis is loading the dataset in memory")]
    [InlineData("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.")]
    [InlineData("CLUSTERDOWN The cluster is down")]
    [InlineData("MOVED 3999 127.0.0.1:6381")]
    [InlineData("NOAUTH Authentication required.")]
    [InlineData("NOPERM this user has no permissions to run the 'evalsha' command")]
    [InlineData("ERR The user executing the script can't run this command or subcommand")]
    [InlineData("ERR unknown command 'EVALSHA', with args beginning with: ")]
    [InlineData("NOREPLICAS Not enough good replicas to write.")]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'. script: 4d0f, on @user_script:142.")]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value script: 4d0f, on @user_script:76.")]
    [InlineData("ERR Error running script (call to f_4d0f): @user_script:142: WRONGTYPE Operation against a key")]
    [InlineData("ERR Error running script (call to f_4d0f): @user_script:142: @user_script: 142: -READONLY You can't write")]
    [InlineData("@user_script: 142: -OOM command not allowed when used memory > 'maxmemory'.")]
    public void Error_that_comes_before_anything_is_written_is_certain(string message) =>
        Assert.False(RedisErrors.IsUncertain(new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, message)));

    [Theory]
    [InlineData("upstream failure")]
    [InlineData("ERR upstream failure: MOVED")]
    [InlineData("ERR backend closed the connection")]
    [InlineData("ERR value is not an integer or out of range script: 4d0f, on @user_script:160.")]
    [InlineData("ERR The user executing the script can't run this command or subcommand script: 4d0f, on @user_script:170.")]
    [InlineData("NOPERM User board has no permissions to run the 'pexpire' command script: 4d0f, on @user_script:170.")]
    [InlineData("ERR Error running script (call to f_4d0f): @user_script:170: @user_script: 170: The user can't run this command")]
    [InlineData("ERR Error running script (call to f_4d0f)")]
    [InlineData("")]
    public void Error_of_a_proxy_or_in_the_middle_of_a_script_is_uncertain(string message) =>
        Assert.True(RedisErrors.IsUncertain(new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, message)));

    [Theory]
    [InlineData(
        "No connection is active; Name or service not known", "one:6379, two:6380: No connection is active; Name or service not known")]
    [InlineData("SocketClosed on two:6380/Interactive", "SocketClosed on two:6380/Interactive")]
    public void Error_of_a_connection_names_the_servers(string message, string expected) => Assert.Equal(
        expected,
        RedisErrors.MessageOf(
            new RedisConnectionException(ConnectionFailureType.UnableToResolvePhysicalConnection, CommandFlags.None, message), ["one:6379", "two:6380"]));

    [Fact]
    public async Task Event_may_be_in_the_log_when_the_script_fails_after_appending_it()
    {
        await using var redis = new RedisServer(
            "--save", "", "--user", "board", "on", ">pa55word", "~test-*", "&test-*", "+@all", "-pexpire");
        await redis.StartAsync();
        await using var nodes = new Nodes(redis)
        {
            Configuration = ConfigurationOptions.Parse($"{redis.Configuration},user=board,password=pa55word"),
        };
        var app = await nodes.StartAsync(static options => options.WhenUnavailable = EventLogOutage.Fail);

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(() => Nodes.SendAsync(app, "a", "appended").AsTask());

        Assert.True(failure.MayBeAppended);
        Assert.Equal("1", (await redis.AskAsync("XLEN", $"{nodes.ApplicationName}:{{{Nodes.Stream}}}:events")).Trim());
    }
}
