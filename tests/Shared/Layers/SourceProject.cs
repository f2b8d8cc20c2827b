using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Tests.Compiling;

namespace Sisk.Sse.Tests.Layers;

/// <summary>The source files of a project, bound together, so that internal types count as well as public ones.</summary>
/// <param name="RootNamespace">The namespace of files that lie in no folder.</param>
/// <param name="Compilation">The files, with paths relative to the project.</param>
public sealed record SourceProject(string RootNamespace, CSharpCompilation Compilation)
{
    /// <summary>The usings that the SDK adds to each file of a project.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Reads a project's folder.</summary>
    /// <param name="directory">The folder of the project file.</param>
    /// <param name="rootNamespace">The namespace of files that lie in no folder.</param>
    public static SourceProject Read(string directory, string rootNamespace) => Create(
        Path.GetFileName(directory),
        rootNamespace,
        Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(directory, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .Where(
                file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal));

    /// <summary>Makes a project of texts.</summary>
    /// <param name="assemblyName">The name of the assembly, to which others may show their internal types.</param>
    /// <param name="rootNamespace">The namespace of files that lie in no folder.</param>
    /// <param name="files">The files, with paths relative to the project.</param>
    public static SourceProject Create(string assemblyName, string rootNamespace, IEnumerable<(string Path, string Text)> files)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var trees =
            files.Append((Path: "", Text: ImplicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path));
        var references = References.Select(name => name != assemblyName && name != rootNamespace);
        return new SourceProject(rootNamespace, CSharpCompilation.Create(
            assemblyName, trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)));
    }

    /// <summary>The project's own files.</summary>
    public IEnumerable<SyntaxTree> Files => Compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);
}
