namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>
/// The programs that some tests need. Without them, these tests are skipped with the command that installs them; on a build server, they
/// fail.
/// </summary>
internal static class Needed
{
    /// <summary>Requires one of several programs on the PATH.</summary>
    public static void Program(string install, params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Require(
            folders.Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name)))),
            $"{string.Join(" or ", names)} is missing",
            install);
    }

    /// <summary>Requires a package that the SDK downloads when a project needs it.</summary>
    public static void RestoredPackage(string folder, string name, string restore) =>
        Require(Directory.Exists(Path.Combine(folder, name)), $"The package {name} is not restored", restore);

    private static void Require(bool condition, string what, string command)
    {
        var message = $"{what}. To run this test: {command}";
        if (!condition && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.SkipUnless(condition, message);
    }
}
