using Sisk.Sse.Redis.Client;
using Sisk.Sse.Redis.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Logs that throw. What they are told of has happened in Redis already.</summary>
public sealed class ThrowingLoggerTests : IDisposable
{
    private readonly ThrowingLogs _logs = new();
    private readonly LoggerFactory _loggers;

    public ThrowingLoggerTests() => _loggers = new LoggerFactory([_logs]);

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void Messages_about_a_log_do_not_throw()
    {
        var messages = new LogMessages(_loggers.CreateLogger<RedisEventLog>(), TimeProvider.System);

        messages.Opened("application");
        messages.Restarted("stream");
        messages.Unpublished("stream", "reason");

        Assert.Equal(3, _logs.Calls);
    }

    [Fact]
    public void Messages_of_the_connection_do_not_throw()
    {
        using var quiet = new QuietLoggerFactory(_loggers, TimeProvider.System, static _ => { });

        quiet.CreateLogger("Sisk.Sse.Connection").LogWarning("The connection is lost.");

        Assert.Equal(1, _logs.Calls);
    }
}
