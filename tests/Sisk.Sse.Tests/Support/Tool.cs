using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse.Tests.Support;

/// <summary>External programs that some tests need.</summary>
internal static class Tool
{
    /// <summary>Returns the full path of the first of the programs that is on the PATH, or null.</summary>
    internal static string? Find(params string[] names) =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in names
         let path = Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    /// <summary>Skips the test with the command that installs the program; on a build server, fails it.</summary>
    [DoesNotReturn]
    internal static Exception Missing(string what, string command)
    {
        var message = $"{what}. To run this test: {command}";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        throw new InvalidOperationException(message);
    }
}
