using Microsoft.Extensions.Options;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Configuration;

public sealed class EventStreamOptionsTests
{
    [Fact]
    public async Task Startup_fails_and_names_every_invalid_option()
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(options: options =>
        {
            options.PingInterval = TimeSpan.Zero;
            options.MaxQueuedEvents = 0;
        }));

        Assert.Contains("EventStreamOptions.PingInterval is 00:00:00", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("EventStreamOptions.MaxQueuedEvents is 0", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    public async Task Startup_fails_when_a_limit_has_a_prefix_without_segments(string prefix)
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestApp.StartAsync(options: options => options.MaxConnectionsByPrefix[prefix] = 5));

        Assert.Contains(
            $"EventStreamOptions.MaxConnectionsByPrefix[\"{prefix}\"] is 5. Use a prefix that is not empty",
            thrown.Message,
            StringComparison.Ordinal);
    }
}
