using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Generators.Benchmarks;

/// <summary>
/// A user's project: ten annotated methods in each file, and one file of two hundred methods that has nothing to do with them.
/// </summary>
internal static class Sources
{
    private const int PerFile = 10;

    private static readonly string _unrelated = "namespace Shop; public static class Unrelated { public static int Value() => 1; "
        + string.Concat(Enumerable.Range(0, 200)
            .Select(i => $"public static string Write{i}(int number, string text) {{ return text + number + {i}; }} "))
        + "}";

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public static Compilation Create(IEnumerable<string> files) => CSharpCompilation.Create(
        "Shop",
        files.Prepend(_unrelated).Select((text, i) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"File{i}.cs")),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>One digit more in a body of the unrelated file.</summary>
    public static Compilation EditBody(Compilation compilation) => Edit(compilation, "=> 1;", "=> 12;");

    /// <summary>One letter more in the name of a method there.</summary>
    public static Compilation EditDeclaration(Compilation compilation) => Edit(compilation, "Value()", "Values()");

    /// <summary>One digit more in the name of an annotated method.</summary>
    public static Compilation EditAnnotated(Compilation compilation) => Edit(compilation, "0(int", "00(int", file: 1);

    private static Compilation Edit(Compilation compilation, string old, string with, int file = 0)
    {
        var tree = compilation.SyntaxTrees.ElementAt(file);
        var text = tree.ToString().Replace(old, with, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, ParseOptions, tree.FilePath));
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

    /// <summary>Five methods in a file, each with two events and two keys.</summary>
    public static string HardStreams(int file)
    {
        var text = new StringBuilder("using Sisk.Sse; namespace Shop; ");
        text.Append($"[RoutePrefix(\"/f{file}\")] public sealed class Streams{file} {{ ");
        for (var i = 0; i < PerFile / 2; i++)
        {
            text.Append(
                $"[RouteGet(\"/m{i}/{{id}}/{{room}}\")] public EventStream<Event{file}_{i}> Watch{i}0(int id, string room) => new(); ");
        }

        text.Append("} ");
        for (var i = 0; i < PerFile / 2; i++)
        {
            text.Append($"public abstract record Event{file}_{i} {{ ");
            text.Append($"public sealed record Added{i}(string Text, int Number) : Event{file}_{i}; ");
            text.Append($"public sealed record Removed{i}(int Number) : Event{file}_{i}; }} ");
        }

        return text.ToString();
    }

    public static string Logs(int file)
    {
        var text = new StringBuilder("using Microsoft.Extensions.Logging; namespace Shop; ");
        text.Append($"public static partial class Logs{file} {{ ");
        for (var i = 0; i < PerFile; i++)
        {
            text.Append($"[LoggerMessage({i}, LogLevel.Information, \"Event {i} of {{Id}}\")] ");
            text.Append($"public static partial void Log{i}(int id, ILogger logger); ");
        }

        return text.Append('}').ToString();
    }
}
