namespace Sisk.Sse.Generators.Rules;

/// <summary>Rules for the settings of a route, which the runtime checks again when the application starts.</summary>
internal static class RouteSettingRules
{
    private const double LongestSeconds = 24 * 60 * 60;

    /// <summary>Determines whether a number of seconds is a time that a setting may have: greater than zero and at most one day.</summary>
    public static bool IsTime(double seconds) => seconds is > 0 and <= LongestSeconds;
}
