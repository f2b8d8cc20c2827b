using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Finds the contracts of the libraries that an application references.</summary>
internal static class ReferencedContracts
{
    private const string Attribute = "EventStreamContractAttribute";

    /// <summary>
    /// Returns the contracts, sorted by the name of the assembly. Contracts of a later version are left out, since they cannot be read.
    /// </summary>
    public static IEnumerable<StreamContract> Find(Compilation compilation) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        where assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == KnownNamespaces.Sse))
        orderby assembly.Name
        let contract = Read(assembly)
        where contract is not null
        select contract;

    private static StreamContract? Read(IAssemblySymbol assembly)
    {
        try
        {
            return assembly.FindAttribute(KnownNamespaces.Sse, Attribute)?.FirstText() is { } text && LibraryMarker.IsLibrary(assembly)
                ? ContractReader.Read(text)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
