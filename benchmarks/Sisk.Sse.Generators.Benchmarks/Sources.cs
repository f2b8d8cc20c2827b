using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Generators.Benchmarks;

/// <summary>A user's project: ten annotated methods in each file, and one file that has nothing to do with them.</summary>
internal static class Sources
{
    private const int PerFile = 10;
    private const string Unrelated = "namespace Shop; public static class Unrelated { public static int Value() => 1; }";

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public static Compilation Create(IEnumerable<string> files) => CSharpCompilation.Create(
        "Shop",
        files.Prepend(Unrelated).Select((text, i) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"File{i}.cs")),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>One digit more in the unrelated file.</summary>
    public static Compilation Edit(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.First();
        var edited = CSharpSyntaxTree.ParseText(Unrelated.Replace("=> 1", "=> 12", StringComparison.Ordinal), ParseOptions, tree.FilePath);
        return compilation.ReplaceSyntaxTree(tree, edited);
    }

    public static string Streams(int file)
    {
        var text = new StringBuilder("using Sisk.Sse; namespace Shop; ");
        text.Append($"[RoutePrefix(\"/f{file}\")] public sealed class Streams{file} {{ ");
        for (var i = 0; i < PerFile; i++)
        {
            text.Append($"[RouteGet(\"/m{i}/{{id}}\")] public EventStream<Event{file}_{i}> Watch{i}(int id) => new(); ");
        }

        text.Append("} ");
        for (var i = 0; i < PerFile; i++)
        {
            text.Append($"public sealed record Event{file}_{i}(string Text, int Number); ");
        }

        return text.ToString();
    }

    public static string Logs(int file)
    {
        var text = new StringBuilder("using Microsoft.Extensions.Logging; namespace Shop; ");
        text.Append($"public static partial class Logs{file} {{ ");
        for (var i = 0; i < PerFile; i++)
        {
            text.Append($"[LoggerMessage({i}, LogLevel.Information, \"Event {i} of {{Id}}\")] public static partial void Log{i}(ILogger logger, int id); ");
        }

        return text.Append('}').ToString();
    }
}
