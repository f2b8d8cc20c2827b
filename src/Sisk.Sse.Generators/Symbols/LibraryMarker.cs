using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>
/// The <c>AssemblyMetadata</c> attribute by which a library names the generated class that adds and maps its streams. Applications that
/// reference the library call this class from their own <c>AddEventStreams()</c> and <c>MapEventStreams()</c>.
/// </summary>
internal static class LibraryMarker
{
    public const string Key = "Sisk.Sse.EventStreams";

    /// <summary>Determines whether the assembly is a library with streams. An application maps its own streams and has no marker.</summary>
    public static bool IsLibrary(IAssemblySymbol assembly) => FindRegistration(assembly) is not null;

    /// <summary>
    /// Finds the class that adds and maps the streams of the assembly. Null if the assembly is not a library with streams.
    /// </summary>
    public static INamedTypeSymbol? FindRegistration(IAssemblySymbol assembly) =>
        assembly.GetAttributes().Select(RegistrationName).FirstOrDefault(name => name is not null) is { } name
            ? assembly.GetTypeByMetadataName(name)
            : null;

    private static string? RegistrationName(AttributeData attribute) =>
        attribute.AttributeClass.Is("System.Reflection", "AssemblyMetadataAttribute")
        && attribute.ConstructorArguments is [{ Value: Key }, { Value: string name }]
            ? name
            : null;
}
