using Microsoft.Extensions.Options;

namespace Sisk.Sse.Configuration;

/// <summary>Validates the options at startup. Each message says what is wrong and what to use instead.</summary>
internal sealed class EventStreamOptionsValidator : IValidateOptions<EventStreamOptions>
{
    public ValidateOptionsResult Validate(string? name, EventStreamOptions options)
    {
        var check = new OptionChecks();
        CheckDelivery(check, options);
        CheckHistory(check, options.History);
        CheckRuns(check, options.Runs);
        CheckLimits(check, options);
        CheckEnd(check, options);
        check.IsDefined(options.Transport, nameof(options.Transport));
        check.IsDefined(options.Overflow, nameof(options.Overflow));
        check.IsDefined(options.DuplicateIdentifiers, nameof(options.DuplicateIdentifiers));
        return check.Result;
    }

    private static void CheckDelivery(OptionChecks check, EventStreamOptions options)
    {
        check.Holds(
            options.PingInterval == Timeout.InfiniteTimeSpan || DelayRange.Contains(options.PingInterval),
            $"PingInterval is {options.PingInterval}. Use a time {DelayRange.Text}, "
            + "or Timeout.InfiniteTimeSpan for no pings.");
        check.IsDelay(options.WriteTimeout, nameof(options.WriteTimeout));
        check.IsAtLeast(1, options.MaxQueuedEvents, nameof(options.MaxQueuedEvents));
        check.IsAtLeast(1, options.MaxQueuedBytes, nameof(options.MaxQueuedBytes));
        check.Holds(
            options.PresenceDelay >= TimeSpan.Zero && options.PresenceDelay <= DelayRange.Longest,
            $"PresenceDelay is {options.PresenceDelay}. Use a time from zero to one day.");
    }

    private static void CheckHistory(OptionChecks check, HistoryOptions history)
    {
        check.Holds(history.MaxEvents >= 0, $"History.MaxEvents is {history.MaxEvents}. Use 0 to keep no history.");
        check.Holds(history.MaxBytes >= 0, $"History.MaxBytes is {history.MaxBytes}. Use 0 to keep no history.");
        check.Holds(history.MaxAge >= TimeSpan.Zero, $"History.MaxAge is {history.MaxAge}. Use zero to keep no history.");
    }

    private static void CheckRuns(OptionChecks check, RunOptions runs)
    {
        check.IsDelay(runs.ResumeWindow, "Runs.ResumeWindow");
        check.IsAtLeast(2, runs.MaxEvents, "Runs.MaxEvents");
        check.IsAtLeast(2, runs.MaxBytes, "Runs.MaxBytes");
        check.IsAtLeast(1, runs.MaxRuns, "Runs.MaxRuns");
    }

    private static void CheckLimits(OptionChecks check, EventStreamOptions options)
    {
        check.IsLimit(options.MaxConnections, nameof(options.MaxConnections));
        check.IsLimit(options.MaxConnectionsPerUser, nameof(options.MaxConnectionsPerUser));
        check.IsLimit(options.MaxConnectionsPerAddress, nameof(options.MaxConnectionsPerAddress));
        foreach (var (prefix, max) in options.MaxConnectionsByPrefix)
        {
            check.Holds(
                prefix.AsSpan().Trim('/').Length > 0 && max > 0,
                $"MaxConnectionsByPrefix[\"{prefix}\"] is {max}. Use a prefix that is not empty and a limit of 1 or more. "
                + "To limit all streams, set MaxConnections.");
            check.Holds(
                !prefix.AsSpan().ContainsAny('{', '}'),
                $"MaxConnectionsByPrefix[\"{prefix}\"] matches no identifier. Write * in place of a parameter: \"rooms/*\".");
        }
    }

    private static void CheckEnd(OptionChecks check, EventStreamOptions options)
    {
        check.Holds(
            options.MaxConnectionAge is null || DelayRange.Contains(options.MaxConnectionAge.Value),
            $"MaxConnectionAge is {options.MaxConnectionAge}. Use a time {DelayRange.Text}, or null for no limit.");
        check.IsDelay(options.DrainTimeout, nameof(options.DrainTimeout));
        check.Holds(
            options.MinRetry >= TimeSpan.Zero && options.MinRetry <= options.MaxRetry && options.MaxRetry <= DelayRange.Longest,
            $"MinRetry is {options.MinRetry} and MaxRetry is {options.MaxRetry}. "
            + "Use times from zero to one day, and a MinRetry of at most MaxRetry.");
    }
}
