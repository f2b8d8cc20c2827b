using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>
/// Compares generated files with those accepted before, in Verify's own file convention: <c>Class.Test#File.verified.cs</c>
/// beside the test, and <c>.received.cs</c> after a mismatch. To accept a change, rename the received file. The package can
/// take over by changing this file alone.
/// </summary>
internal static partial class Snapshot
{
    /// <summary>For a source with a class <c>Streams</c> in the namespace <c>Shop</c>; it must compile without a warning.</summary>
    public static void Verify(string source, [CallerFilePath] string caller = "", [CallerMemberName] string test = "") =>
        Verify(Generated.From("namespace Shop;\n" + source).Compiles(), ["Shop.Streams.g.cs"], caller, test);

    public static void Verify(
        Generated generated, IEnumerable<string> files, [CallerFilePath] string caller = "", [CallerMemberName] string test = "")
    {
        // The compiler may have mapped the path to another root: its last part is what holds.
        var prefix = Path.Combine(Directory(), Path.GetFileNameWithoutExtension(caller) + "." + test);
        var failures = files
            .Select(file => Compare(prefix + "#" + Path.GetFileNameWithoutExtension(file), generated.Files[file]))
            .OfType<string>()
            .ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string? Compare(string path, string text)
    {
        var (verified, received) = (path + ".verified.cs", path + ".received.cs");
        var actual = Version().Replace(text, "$1{version}");
        if (File.Exists(verified) && File.ReadAllText(verified) == actual)
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllText(received, actual);
        return File.Exists(verified)
            ? $"{Path.GetFileName(received)} differs from its verified file."
            : $"{Path.GetFileName(verified)} is missing.";
    }

    private static string Directory()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("Sisk.Sse.Generators.Tests.csproj").Length == 0)
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "Snapshots");
    }

    [GeneratedRegex("(GeneratedCode\\(\"Sisk.Sse.Generators\", \")[0-9.]+")]
    private static partial Regex Version();
}
