using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>Finds the contract of a client, and its types that the compilation already has.</summary>
internal static class ClientParser
{
    private const string Missing = "Add the file as an AdditionalFiles item, or name a class of an assembly with event streams.";

    private const string Own =
        "A generator cannot read the contract of the project that it is part of. "
        + "Set EventStreamContractFile, and add that file as an AdditionalFiles item.";

    public static ClientResult Parse(
        ClientTarget target,
        ImmutableArray<(string Path, string Text)> files,
        EquatableArray<string> contexts,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        if (!target.CanExtend)
        {
            return new ClientResult(null, target, "SSE082");
        }

        if (compilation.GetTypeByMetadataName("System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver") is null)
        {
            return new ClientResult(null, target, "SSE083");
        }

        try
        {
            var json = target.File is { } name ? FindFile(files, name) : FindByAssembly(files, compilation, target.Assembly);
            if (json is null)
            {
                return new ClientResult(null, target, "SSE080", target.Assembly == compilation.AssemblyName ? Own : Missing);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return new ClientResult(CreateModel(target, Read(json), contexts, compilation), target);
        }
        catch (FormatException exception)
        {
            return new ClientResult(null, target, "SSE081", exception.Message);
        }
    }

    /// <summary>Reads a contract.</summary>
    /// <exception cref="FormatException">The text is empty, or not a contract.</exception>
    private static StreamContract Read(string json) => string.IsNullOrWhiteSpace(json)
        ? throw new FormatException("The file is missing or empty. Build the server, which writes it.")
        : ContractReader.Read(json);

    private static ClientModel CreateModel(
        ClientTarget target, StreamContract contract, EquatableArray<string> contexts, Compilation compilation) => new(
            target.Namespace,
            target.Name,
            target.IsPublic,
            contract,
            KnownTypes.Find(contract, compilation).ToEquatableArray(),
            contexts,
            compilation.GetTypeByMetadataName("System.DateOnly") is not null);

    /// <summary>Returns the text of the file with a name; null if there is none.</summary>
    /// <exception cref="FormatException">Several files have the name.</exception>
    private static string? FindFile(ImmutableArray<(string Path, string Text)> files, string name)
    {
        var named = files.Where(file => IsNamed(file.Path, name)).ToArray();
        if (named.Select(file => file.Path).Distinct().OrderBy(path => path, StringComparer.Ordinal).ToArray() is [var first, _, ..])
        {
            var example = Path.GetFileName(Path.GetDirectoryName(first)) + "/" + Path.GetFileName(first);
            throw new FormatException($"Several AdditionalFiles have this name. Include the folder: \"{example}\".");
        }

        return named.FirstOrDefault().Text;
    }

    /// <summary>Determines whether a path ends with a name. The compiler has resolved relative parts of the path.</summary>
    private static bool IsNamed(string path, string name)
    {
        var (file, wanted) = (path.Replace('\\', '/'), name.Replace('\\', '/'));
        while (wanted.StartsWith("./", StringComparison.Ordinal) || wanted.StartsWith("../", StringComparison.Ordinal))
        {
            wanted = wanted.Substring(wanted.IndexOf('/') + 1);
        }

        return file == wanted || file.EndsWith("/" + wanted, StringComparison.Ordinal);
    }

    /// <summary>
    /// Returns the contract of an assembly, from its attribute or a file; null if there is none. Editors do not generate the attribute of
    /// a referenced project, so a file can replace it.
    /// </summary>
    private static string? FindByAssembly(
        ImmutableArray<(string Path, string Text)> files, Compilation compilation, string? assembly) =>
        FindAttribute(compilation, assembly) ?? files.Select(file => file.Text).FirstOrDefault(text => NameOf(text) == assembly);

    /// <summary>Returns the name of the assembly that a file describes; null for any other file.</summary>
    private static string? NameOf(string json)
    {
        try
        {
            return ContractReader.Read(json).Name;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? FindAttribute(Compilation compilation, string? name) =>
        (from assembly in compilation.SourceModule.ReferencedAssemblySymbols
         where assembly.Name == name
         from attribute in assembly.GetAttributes()
         where attribute.AttributeClass is { Name: "EventStreamContractAttribute" }
         select attribute.ConstructorArguments.FirstOrDefault().Value as string).FirstOrDefault();
}
