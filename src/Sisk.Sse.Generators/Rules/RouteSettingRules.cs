namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for settings of a route, which the runtime also checks at startup.</summary>
internal static class RouteSettingRules
{
    private const double LongestSeconds = 24 * 60 * 60;

    /// <summary>Determines whether a number of seconds is in the range of settings: greater than zero and at most one day.</summary>
    public static bool IsTime(double seconds) => seconds is > 0 and <= LongestSeconds;
}
