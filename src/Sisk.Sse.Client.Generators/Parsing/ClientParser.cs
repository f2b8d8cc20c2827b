using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>Finds the contract of a client, and which of its types the compilation has.</summary>
internal static class ClientParser
{
    private const string Missing = "Add the file as an AdditionalFiles item, or name a class of an assembly with event streams.";

    private const string Own =
        "The contract of this project itself comes into being while it is compiled. "
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

        var named = target.File is { } name ? files.Where(file => IsNamed(file.Path, name)).ToArray() : [];
        if (named.Select(file => file.Path).Distinct(StringComparer.Ordinal).OrderBy(path => path, StringComparer.Ordinal).ToArray() is [var first, _, ..])
        {
            var example = Path.GetFileName(Path.GetDirectoryName(first)) + "/" + Path.GetFileName(first);
            return new ClientResult(
                null, target, "SSE081", $"Several AdditionalFiles have this name. Write the folder as well: \"{example}\".");
        }

        var json = target.File is not null
            ? named.FirstOrDefault().Text
            : FindAttribute(compilation, target.Assembly) ?? files.Select(file => file.Text).FirstOrDefault(
                text => NameOf(text) == target.Assembly);
        if (json is null)
        {
            return new ClientResult(null, target, "SSE080", target.Assembly == compilation.AssemblyName ? Own : Missing);
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var contract = ContractReader.Read(json);
            return new ClientResult(
                new ClientModel(
                    target.Namespace,
                    target.Name,
                    target.IsPublic,
                    contract,
                    KnownTypes.Find(contract, compilation).ToEquatableArray(),
                    contexts,
                    compilation.GetTypeByMetadataName("System.DateOnly") is not null),
                target);
        }
        catch (FormatException exception)
        {
            return new ClientResult(null, target, "SSE081", exception.Message);
        }
    }

    /// <summary>Determines whether a path ends with a name. The compiler has resolved what leads out of the project's folder.</summary>
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
    /// Returns the name of the assembly that a file describes; null for any other file. An editor does not write the attribute of a
    /// referenced project, so that such a file takes its place.
    /// </summary>
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
