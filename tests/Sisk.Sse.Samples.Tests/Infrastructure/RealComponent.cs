namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>What a test needs of the real machine, a browser say.</summary>
internal static class RealComponent
{
    /// <summary>
    /// Where the component is. Without it the test is skipped, with the command that installs it; under CI, which installs
    /// everything, it fails.
    /// </summary>
    public static string Require(string name, string installCommand, params ReadOnlySpan<string> places)
    {
        foreach (var place in places)
        {
            if (File.Exists(place))
            {
                return place;
            }
        }

        var message = $"{name} is not installed here. Install it with: {installCommand}";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        throw new InvalidOperationException(message);
    }
}
