using Microsoft.Extensions.Options;

namespace Sisk.Sse.Redis.Settings;

/// <summary>Refuses settings that cannot work, with what to do about it, before the first request.</summary>
internal sealed class RedisEventStreamOptionsValidator : IValidateOptions<RedisEventStreamOptions>
{
    private const int LargestEvent = 500 * 1024 * 1024;
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RedisEventStreamOptions options)
    {
        var failures = new List<string>();
        Check(options.Connection is not null || options.Configuration is { EndPoints.Count: > 0 },
            "Configuration names no server: call AddRedis(\"host:6379\"), or set Configuration or Connection.");
        Check(options.ApplicationName is not "", "ApplicationName is empty: use null for the application's own name.");
        Check(Enum.IsDefined(options.WhenUnavailable), $"WhenUnavailable is {options.WhenUnavailable}, which is none of its values.");
        Check(IsDelay(options.MaxWait), $"MaxWait is {options.MaxWait}: use a time over zero and at most a day.");
        Check(options.MaxWaitingBroadcasts > 0, $"MaxWaitingBroadcasts is {options.MaxWaitingBroadcasts}: use a number over zero.");
        Check(options.MaxWaitingBytes > 0, $"MaxWaitingBytes is {options.MaxWaitingBytes}: use a number over zero.");
        Check(options.MaxEventBytes > 0 && options.MaxEventBytes <= LargestEvent,
            $"MaxEventBytes is {options.MaxEventBytes}: use a number from 1 to {LargestEvent}, the largest value that Redis takes.");
        Check(options.Configuration is null || string.IsNullOrEmpty(options.Configuration.ChannelPrefix),
            "Configuration has a channelPrefix, which would keep channels apart but not keys. Set RedisEventStreamOptions.ApplicationName instead.");
        Check(IsDelay(options.PollInterval), $"PollInterval is {options.PollInterval}: use a time over zero and at most a day.");
        Check(options.ServerTimeout >= TimeSpan.FromSeconds(2) && options.ServerTimeout <= _longest,
            $"ServerTimeout is {options.ServerTimeout}: use a time from two seconds to a day.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string failure)
        {
            if (!holds)
            {
                failures.Add("RedisEventStreamOptions." + failure);
            }
        }
    }

    private static bool IsDelay(TimeSpan value) => value > TimeSpan.Zero && value <= _longest;
}
