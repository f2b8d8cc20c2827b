using System.Security.Authentication;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>The advice of the messages about errors that a retry cannot solve.</summary>
public sealed class RedisRefusalTests
{
    [Theory]
    [InlineData("NOPERM this user has no permissions to run the 'evalsha' command")]
    [InlineData("ERR The user executing the script can't run this command or subcommand script: 5794a89a, on @user_script:108.")]
    public void Missing_permission_is_found_in_the_log_of_Redis(string error) => Assert.StartsWith(
        $"The user lacks a permission that event streams need: {error.Split(" script:")[0]}. Run ACL LOG in Redis to find it. ",
        RedisRefusal.Explain(new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, error)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("The certificate chain is incomplete: UntrustedRoot")]
    [InlineData("The certificate chain is incomplete: UntrustedRoot.")]
    public void Cause_ends_before_the_remedy(string cause)
    {
        Exception[] failures =
        [
            new AuthenticationException(cause),
            new RedisCommandException(cause),
            new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, "ERR unknown command " + cause),
        ];

        Assert.All(failures, static failure => Assert.Matches("UntrustedRoot[.] (Check|Use) ", RedisRefusal.Explain(failure)));
    }
}
