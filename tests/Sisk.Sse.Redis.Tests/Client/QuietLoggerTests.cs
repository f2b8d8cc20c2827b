using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Redis.Client;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>The log messages of StackExchange.Redis, which writes several errors a second while Redis is away.</summary>
public sealed class QuietLoggerTests
{
    private readonly LogCollector _collector = new();
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Error)]
    public void Outage_writes_few_messages_above_Debug(LogLevel level)
    {
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_collector));
        var seen = 0;
        using var quiet = new QuietLoggerFactory(loggers, _time, _ => seen++);
        var logger = quiet.CreateLogger("StackExchange.Redis");

        Write(100);
        Assert.Equal((8, 92, 100), (Count(level), Count(LogLevel.Debug), seen));

        _time.Advance(TimeSpan.FromMinutes(1));
        Write(100);
        Assert.Equal((16, 184, 200), (Count(level), Count(LogLevel.Debug), seen));

        void Write(int count)
        {
            for (var i = 0; i < count; i++)
            {
                logger.Log(level, new InvalidOperationException("away"), "It is not possible to connect.");
            }
        }
    }

    private int Count(LogLevel level) => _collector.Entries.Count(entry => entry.Level == level);
}
