using Microsoft.Extensions.Options;
using Sisk.Sse.Configuration;

namespace Sisk.Sse;

/// <summary>
/// Options for sharing event streams across servers through an <see cref="IEventLog"/>. Validated when the application starts.
/// </summary>
public class EventLogOptions
{
    /// <summary>
    /// Gets or sets the behavior of broadcasts while the log is unavailable. The default is <see cref="EventLogOutage.Wait"/>.
    /// </summary>
    public EventLogOutage WhenUnavailable { get; set; } = EventLogOutage.Wait;

    /// <summary>
    /// Gets or sets the time that a broadcast waits for the log with <see cref="EventLogOutage.Wait"/>: greater than zero and at most one
    /// day. The default is 15 seconds.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets the number of broadcasts of one stream that may wait for the log, 1 or more. Further ones fail at once. The default is
    /// 8,192.
    /// </summary>
    public int MaxWaitingBroadcasts { get; set; } = 8192;

    /// <summary>
    /// Gets or sets the size of the broadcasts of one stream that may wait for the log, 1 byte or more. Further ones fail at once. A single
    /// event may always wait. The default is 64 MiB.
    /// </summary>
    public long MaxWaitingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the maximum size of an event's data: from 1 byte to what the database can store, 500 MiB for Redis and 256 MiB for
    /// PostgreSQL. A larger broadcast fails with an <see cref="ArgumentException"/>. The default is 4 MiB.
    /// </summary>
    public int MaxEventBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the interval at which a server looks for events whose notification was lost: greater than zero and at most one day. The
    /// default is 3 seconds.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Gets or sets a value indicating whether connections are counted across servers, for
    /// <see cref="HttpEventSourceCollection.CountByPrefixAsync"/>. Each server then writes its changes every half second. The default is
    /// false.
    /// </summary>
    public bool CountConnections { get; set; }

    /// <summary>
    /// Gets or sets the time after which a silent server is considered dead: from two seconds to one day. Its connections are then no
    /// longer counted. The default is 15 seconds.
    /// </summary>
    public TimeSpan ServerTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Finds the invalid settings.</summary>
    /// <param name="maxEventBytes">The largest <see cref="MaxEventBytes"/> that the database can store.</param>
    /// <returns>A message for each invalid setting, which begins with its name and says what is wrong and what to do.</returns>
    protected virtual IEnumerable<string> Validate(int maxEventBytes)
    {
        if (!Enum.IsDefined(WhenUnavailable))
        {
            yield return $"WhenUnavailable is {WhenUnavailable}. Use Wait or Fail.";
        }

        if (!DelayRange.Contains(MaxWait))
        {
            yield return $"MaxWait is {MaxWait}. Use a time {DelayRange.Text}.";
        }

        if (MaxWaitingBroadcasts <= 0)
        {
            yield return $"MaxWaitingBroadcasts is {MaxWaitingBroadcasts}. Use 1 or more.";
        }

        if (MaxWaitingBytes <= 0)
        {
            yield return $"MaxWaitingBytes is {MaxWaitingBytes}. Use 1 or more.";
        }

        if (MaxEventBytes <= 0 || MaxEventBytes > maxEventBytes)
        {
            yield return $"MaxEventBytes is {MaxEventBytes}. Use a number from 1 to {maxEventBytes}, the limit of the database.";
        }

        if (!DelayRange.Contains(PollInterval))
        {
            yield return $"PollInterval is {PollInterval}. Use a time {DelayRange.Text}.";
        }

        if (ServerTimeout < TimeSpan.FromSeconds(2) || ServerTimeout > DelayRange.Longest)
        {
            yield return $"ServerTimeout is {ServerTimeout}. Use a time from two seconds to one day.";
        }
    }

    /// <summary>Validates the options for <c>IValidateOptions</c>.</summary>
    /// <param name="maxEventBytes">The largest <see cref="MaxEventBytes"/> that the database can store.</param>
    /// <returns>Success, or a message for each invalid setting.</returns>
    public ValidateOptionsResult ToResult(int maxEventBytes)
    {
        string[] failures = [.. Validate(maxEventBytes).Select(failure => $"{GetType().Name}.{failure}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
