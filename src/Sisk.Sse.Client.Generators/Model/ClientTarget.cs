using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Client.Generators.Model;

/// <summary>A class that is marked as a client.</summary>
/// <param name="Namespace">As code writes it; empty for the global namespace.</param>
/// <param name="Name">The name of the class, as code writes it.</param>
/// <param name="IsPublic">True if other assemblies can see it.</param>
/// <param name="CanExtend">True if members can be added to it.</param>
/// <param name="File">The name of the contract's file; null for an assembly.</param>
/// <param name="Assembly">The name of the assembly; null for a file.</param>
/// <param name="Place">The place of its declaration.</param>
internal sealed record ClientTarget(
    string Namespace, string Name, bool IsPublic, bool CanExtend, string? File, string? Assembly, Place Place)
{
    /// <summary>Gets the name of the contract in messages.</summary>
    public string ContractName => File ?? Assembly ?? "";
}

/// <summary>A location in a file, without a reference to its tree.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>The result for a client: a model, or a problem.</summary>
internal sealed record ClientResult(ClientModel? Model, ClientTarget Target, string? Problem = null, string Detail = "");
