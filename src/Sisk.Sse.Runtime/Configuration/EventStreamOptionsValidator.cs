using Microsoft.Extensions.Options;

namespace Sisk.Sse.Configuration;

/// <summary>Validates the options at startup. Each message says what is wrong and what to use instead.</summary>
internal sealed class EventStreamOptionsValidator : IValidateOptions<EventStreamOptions>
{
    public ValidateOptionsResult Validate(string? name, EventStreamOptions options)
    {
        var failures = new List<string>();
        Check(options.PingInterval == Timeout.InfiniteTimeSpan || DelayRange.Contains(options.PingInterval),
            $"PingInterval is {options.PingInterval}. Use a time {DelayRange.Text}, "
            + "or Timeout.InfiniteTimeSpan for no pings.");
        Check(DelayRange.Contains(options.WriteTimeout),
            $"WriteTimeout is {options.WriteTimeout}. Use a time {DelayRange.Text}.");
        Check(options.MaxQueuedEvents > 0, $"MaxQueuedEvents is {options.MaxQueuedEvents}. Use 1 or more.");
        Check(options.MaxQueuedBytes > 0, $"MaxQueuedBytes is {options.MaxQueuedBytes}. Use 1 or more.");
        Check(options.History.MaxEvents >= 0, $"History.MaxEvents is {options.History.MaxEvents}. Use 0 to keep no history.");
        Check(options.History.MaxBytes >= 0, $"History.MaxBytes is {options.History.MaxBytes}. Use 0 to keep no history.");
        Check(options.History.MaxAge >= TimeSpan.Zero, $"History.MaxAge is {options.History.MaxAge}. Use zero to keep no history.");
        Check(DelayRange.Contains(options.Runs.ResumeWindow),
            $"Runs.ResumeWindow is {options.Runs.ResumeWindow}. Use a time {DelayRange.Text}.");
        Check(options.Runs.MaxEvents > 1, $"Runs.MaxEvents is {options.Runs.MaxEvents}. Use 2 or more.");
        Check(options.Runs.MaxBytes > 1, $"Runs.MaxBytes is {options.Runs.MaxBytes}. Use 2 or more.");
        Check(options.Runs.MaxRuns > 0, $"Runs.MaxRuns is {options.Runs.MaxRuns}. Use 1 or more.");
        Check(options.PresenceDelay >= TimeSpan.Zero && options.PresenceDelay <= DelayRange.Longest,
            $"PresenceDelay is {options.PresenceDelay}. Use a time from zero to one day.");
        CheckLimit(options.MaxConnections, nameof(options.MaxConnections));
        CheckLimit(options.MaxConnectionsPerUser, nameof(options.MaxConnectionsPerUser));
        CheckLimit(options.MaxConnectionsPerAddress, nameof(options.MaxConnectionsPerAddress));
        foreach (var (prefix, max) in options.MaxConnectionsByPrefix)
        {
            Check(prefix.AsSpan().Trim('/').Length > 0 && max > 0,
                $"MaxConnectionsByPrefix[\"{prefix}\"] is {max}. Use a prefix that is not empty and a limit of 1 or more. "
                + "To limit all streams, set MaxConnections.");
            Check(!prefix.AsSpan().ContainsAny('{', '}'),
                $"MaxConnectionsByPrefix[\"{prefix}\"] matches no identifier. Write * in place of a parameter: \"rooms/*\".");
        }

        Check(options.MaxConnectionAge is null || DelayRange.Contains(options.MaxConnectionAge.Value),
            $"MaxConnectionAge is {options.MaxConnectionAge}. Use a time {DelayRange.Text}, or null for no limit.");
        Check(DelayRange.Contains(options.DrainTimeout),
            $"DrainTimeout is {options.DrainTimeout}. Use a time {DelayRange.Text}.");
        Check(options.MinRetry >= TimeSpan.Zero && options.MinRetry <= options.MaxRetry && options.MaxRetry <= DelayRange.Longest,
            $"MinRetry is {options.MinRetry} and MaxRetry is {options.MaxRetry}. "
            + "Use times from zero to one day, and a MinRetry of at most MaxRetry.");
        CheckEnum(options.Transport, nameof(options.Transport));
        CheckEnum(options.Overflow, nameof(options.Overflow));
        CheckEnum(options.DuplicateIdentifiers, nameof(options.DuplicateIdentifiers));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool isValid, string failure)
        {
            if (!isValid)
            {
                failures.Add("EventStreamOptions." + failure);
            }
        }

        void CheckLimit(int? limit, string name) => Check(limit is null or > 0, $"{name} is {limit}. Use 1 or more, or null for no limit.");

        void CheckEnum<T>(T value, string name)
            where T : struct, Enum =>
            Check(Enum.IsDefined(value), $"{name} is {value}, which is not defined. Use a member of {typeof(T).Name}.");
    }
}
