using System.Net;
using Sisk.Sse.Redis.Client;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>The minimum version of Redis.</summary>
public sealed class RedisVersionTests
{
    private static readonly EndPoint _server = new DnsEndPoint("old.example", 6379);

    [Theory]
    [InlineData("6.2.0")]
    [InlineData("6.2")]
    [InlineData("7.0.15")]
    public void A_recent_version_is_accepted(string version) => RedisVersion.Require(_server, Version.Parse(version));

    [Theory]
    [InlineData("6.0.16")]
    [InlineData("5.0.14")]
    public void An_older_version_is_rejected_with_the_required_one(string version)
    {
        var refused = Assert.Throws<RedisTooOldException>(() => RedisVersion.Require(_server, Version.Parse(version)));

        Assert.Contains("old.example:6379", refused.Message);
        Assert.Contains(version, refused.Message);
        Assert.Contains("6.2 or later", refused.Message);
        Assert.Equal(refused.Message, RedisRefusal.Explain(refused));
    }
}
