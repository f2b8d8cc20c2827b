using Microsoft.Extensions.Options;
using Sisk.Sse.Log;

namespace Sisk.Sse.Configuration;

/// <summary>Refuses settings that cannot work, with what to do about it, before the first request.</summary>
internal sealed class EventStreamOptionsValidator : IValidateOptions<EventStreamOptions>
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, EventStreamOptions options)
    {
        var failures = new List<string>();
        Check(options.PingInterval == Timeout.InfiniteTimeSpan || IsDelay(options.PingInterval),
            $"PingInterval is {options.PingInterval}: use a time over zero and at most a day, or Timeout.InfiniteTimeSpan for no pings.");
        Check(IsDelay(options.WriteTimeout), $"WriteTimeout is {options.WriteTimeout}: use a time over zero and at most a day.");
        Check(options.MaxQueuedEvents > 0, $"MaxQueuedEvents is {options.MaxQueuedEvents}: a connection needs room for one event at least.");
        Check(options.MaxQueuedBytes > 0, $"MaxQueuedBytes is {options.MaxQueuedBytes}: a connection needs room for one event at least.");
        Check(options.History.MaxEvents >= 0, $"History.MaxEvents is {options.History.MaxEvents}: use 0 to keep no history.");
        Check(options.History.MaxBytes >= 0, $"History.MaxBytes is {options.History.MaxBytes}: use 0 to keep no history.");
        Check(options.History.MaxAge >= TimeSpan.Zero, $"History.MaxAge is {options.History.MaxAge}: use zero to keep no history.");
        Check(options.MaxConnections is null or > 0, $"MaxConnections is {options.MaxConnections}: use null for no bound.");
        Check(options.MaxConnectionsPerUser is null or > 0, $"MaxConnectionsPerUser is {options.MaxConnectionsPerUser}: use null for no bound.");
        Check(options.MaxConnectionsPerAddress is null or > 0, $"MaxConnectionsPerAddress is {options.MaxConnectionsPerAddress}: use null for no bound.");
        foreach (var (prefix, max) in options.MaxConnectionsByPrefix)
        {
            Check(prefix.Length > 0 && max > 0,
                $"MaxConnectionsByPrefix[\"{prefix}\"] is {max}: name a prefix, and a count over zero; MaxConnections bounds all streams.");
        }

        Check(options.MaxConnectionAge is null || IsDelay(options.MaxConnectionAge.Value),
            $"MaxConnectionAge is {options.MaxConnectionAge}: use a time over zero and at most a day, or null for no bound.");
        Check(IsDelay(options.DrainTimeout), $"DrainTimeout is {options.DrainTimeout}: use a time over zero and at most a day.");
        Check(options.MinRetry >= TimeSpan.Zero && options.MinRetry <= options.MaxRetry && options.MaxRetry <= _longest,
            $"MinRetry is {options.MinRetry} and MaxRetry {options.MaxRetry}: use times from zero to a day, the smaller one for MinRetry.");
        Check(Enum.IsDefined(options.Transport), $"Transport is {options.Transport}, which is none of its values.");
        Check(Enum.IsDefined(options.Overflow), $"Overflow is {options.Overflow}, which is none of its values.");
        Check(Enum.IsDefined(options.DuplicateIdentifiers), $"DuplicateIdentifiers is {options.DuplicateIdentifiers}, which is none of its values.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string failure)
        {
            if (!holds)
            {
                failures.Add("EventStreamOptions." + failure);
            }
        }
    }

    private static bool IsDelay(TimeSpan value) => value > TimeSpan.Zero && value <= _longest;
}
