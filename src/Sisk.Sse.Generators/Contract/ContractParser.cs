using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// Creates the stream contract of a project: its own streams, and for an application those of the referenced libraries.
/// </summary>
internal static class ContractParser
{
    /// <summary>Returns the JSON document; null for a project without streams.</summary>
    public static string? Parse(DeclaredProject project, JsonSettings settings, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation;
        var own = ReadOwn(project, settings, cancellationToken);
        var libraries = compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary ? [] : ReferencedContracts.Find(compilation);
        StreamContract[] all = [own, .. libraries];
        return all.All(contract => contract.Streams.Count == 0)
            ? null
            : ContractWriter.Write(ContractMerging.Merge(own.Name, all), isIndented: false);
    }

    private static StreamContract ReadOwn(DeclaredProject project, JsonSettings settings, CancellationToken cancellationToken)
    {
        var types = new TypeParser(settings, project.Compilation);
        var streams = new List<ContractStream>();
        foreach (var controller in project.FindControllers(cancellationToken))
        {
            var methods = controller.Methods
                .Where(method => method.IsMapped)
                .OrderBy(method => method.Symbol.Name, StringComparer.Ordinal)
                .ThenBy(method => method.Pattern, StringComparer.Ordinal)
                .ThenBy(method => method.HasBody)
                .ToArray();
            var names = StreamNames.Choose([.. methods.Select(method => method.Symbol.Name)]);
            for (var i = 0; i < methods.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                streams.Add(StreamParser.Parse(methods[i], names[i], types));
            }
        }

        return new StreamContract(
            project.Compilation.AssemblyName ?? "", streams.ToEquatableArray(), types.ReadAll(cancellationToken).ToEquatableArray());
    }
}
