using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse.Tests.Support;

/// <summary>Programs from outside that some tests run.</summary>
internal static class Tool
{
    /// <summary>The program's full path; null where it is not on the PATH.</summary>
    internal static string? Find(params string[] names) =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in names
         let path = Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    /// <summary>Skips the test, with the command that helps; on a build server it fails.</summary>
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
