using System.Runtime.CompilerServices;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.Support;

/// <summary>
/// Compares a text with the one accepted before: <c>Class.Test.verified.json</c> beside the test, <c>.received.</c> after a mismatch.
/// </summary>
internal static class TextSnapshot
{
    public static void Verify(string actual, string extension, [CallerFilePath] string caller = "", [CallerMemberName] string test = "")
    {
        // The compiler may have mapped the path to another root: the file's name is what holds.
        var file = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "tests", "Sisk.Sse.Client.Tests"), Path.GetFileName(caller), SearchOption.AllDirectories)
            .Single(path => !path.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        var prefix = Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "." + test);
        var (verified, received) = ($"{prefix}.verified.{extension}", $"{prefix}.received.{extension}");
        if (File.Exists(verified) && File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{Path.GetFileName(received)} differs from its verified file. To accept it, rename it.");
    }
}
