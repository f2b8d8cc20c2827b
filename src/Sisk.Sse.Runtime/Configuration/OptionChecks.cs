using Microsoft.Extensions.Options;

namespace Sisk.Sse.Configuration;

/// <summary>Checks options of <see cref="EventStreamOptions"/>, and collects the failures.</summary>
internal sealed class OptionChecks
{
    private readonly List<string> _failures = [];

    internal ValidateOptionsResult Result =>
        _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    /// <summary>Checks a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="failure">The message if it is false, which begins with the name of the option.</param>
    internal void Holds(bool condition, string failure)
    {
        if (!condition)
        {
            _failures.Add("EventStreamOptions." + failure);
        }
    }

    internal void IsDelay(TimeSpan value, string name) =>
        Holds(DelayRange.Contains(value), $"{name} is {value}. Use a time {DelayRange.Text}.");

    internal void IsAtLeast(long min, long value, string name) =>
        Holds(value >= min, $"{name} is {value}. Use {min} or more.");

    internal void IsLimit(int? value, string name) =>
        Holds(value is null or > 0, $"{name} is {value}. Use 1 or more, or null for no limit.");

    internal void IsDefined<T>(T value, string name)
        where T : struct, Enum =>
        Holds(Enum.IsDefined(value), $"{name} is {value}, which is not defined. Use a member of {typeof(T).Name}.");
}
