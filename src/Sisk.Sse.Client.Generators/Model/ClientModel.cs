using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Model;

/// <summary>The facts about a client from which its file is generated.</summary>
/// <param name="Namespace">As code writes it; empty for the global namespace.</param>
/// <param name="Name">The name of the class, as code writes it.</param>
/// <param name="IsPublic">True if other assemblies can see it.</param>
/// <param name="Contract">The contract of its streams.</param>
/// <param name="Known">The types of the contract that the compilation has.</param>
/// <param name="Contexts">The serializer contexts of the project, as generated code names them.</param>
/// <param name="HasDateOnly">True if the framework has <c>DateOnly</c>, <c>TimeOnly</c> and <c>Int128</c>.</param>
internal sealed record ClientModel(
    string Namespace,
    string Name,
    bool IsPublic,
    StreamContract Contract,
    EquatableArray<KnownType> Known,
    EquatableArray<string> Contexts,
    bool HasDateOnly)
{
    public string FullName => "global::" + (Namespace.Length == 0 ? "" : Namespace + ".") + Name;
}

/// <summary>A type of the contract that the compilation already has.</summary>
/// <param name="Id">Its id in the contract.</param>
/// <param name="Name">Its name in generated code.</param>
/// <param name="IsValueType">True for a struct or an enumeration.</param>
/// <param name="IsPublic">True if other assemblies can see it.</param>
/// <param name="HasMetadata">True if the serializer finds its metadata: in a context of the project, or by reflection.</param>
internal sealed record KnownType(string Id, string Name, bool IsValueType, bool IsPublic, bool HasMetadata);
