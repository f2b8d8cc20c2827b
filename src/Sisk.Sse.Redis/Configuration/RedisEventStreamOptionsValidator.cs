using Microsoft.Extensions.Options;

namespace Sisk.Sse.Redis.Configuration;

/// <summary>Rejects options that cannot work when the application starts.</summary>
internal sealed class RedisEventStreamOptionsValidator : IValidateOptions<RedisEventStreamOptions>
{
    /// <summary>Slightly below the maximum size of a value in Redis, 512 MB.</summary>
    private const int MaxEventBytes = 500 * 1024 * 1024;
    private static readonly TimeSpan _maxDelay = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RedisEventStreamOptions options)
    {
        var failures = new List<string>();
        Check(options.Connection is not null || options.Configuration is { EndPoints.Count: > 0 },
            "Configuration names no server. Call AddRedis(\"host:6379\"), or set Configuration or Connection.");
        Check(options.ApplicationName is not "", "ApplicationName is empty. Use null for the application's own name.");
        Check(Enum.IsDefined(options.WhenUnavailable), $"WhenUnavailable is {options.WhenUnavailable}. Use Wait or Fail.");
        Check(IsDelay(options.MaxWait), $"MaxWait is {options.MaxWait}. Use a time above zero, and at most one day.");
        Check(options.MaxWaitingBroadcasts > 0, $"MaxWaitingBroadcasts is {options.MaxWaitingBroadcasts}. Use a number above zero.");
        Check(options.MaxWaitingBytes > 0, $"MaxWaitingBytes is {options.MaxWaitingBytes}. Use a number above zero.");
        Check(options.MaxEventBytes is > 0 and <= MaxEventBytes,
            $"MaxEventBytes is {options.MaxEventBytes}. Use a number from 1 to {MaxEventBytes}, the limit of Redis.");
        Check(options.Configuration is null || string.IsNullOrEmpty(options.Configuration.ChannelPrefix),
            "Configuration has a channelPrefix, which would separate channels but not keys. Set RedisEventStreamOptions.ApplicationName instead.");
        Check(IsDelay(options.PollInterval), $"PollInterval is {options.PollInterval}. Use a time above zero, and at most one day.");
        Check(options.ServerTimeout >= TimeSpan.FromSeconds(2) && options.ServerTimeout <= _maxDelay,
            $"ServerTimeout is {options.ServerTimeout}. Use a time from two seconds to one day.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool isValid, string failure)
        {
            if (!isValid)
            {
                failures.Add("RedisEventStreamOptions." + failure);
            }
        }
    }

    private static bool IsDelay(TimeSpan value) => value > TimeSpan.Zero && value <= _maxDelay;
}
