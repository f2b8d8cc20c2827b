using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>An attribute that becomes metadata of the endpoint.</summary>
/// <param name="Type">The name of the type in generated code.</param>
/// <param name="IsHistory">True if it is <c>[EventHistory]</c>.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="Properties">The properties that are set.</param>
internal sealed record AttributeModel(
    string Type,
    bool IsHistory,
    EquatableArray<ConstantModel> Arguments,
    EquatableArray<NamedConstantModel> Properties);

/// <summary>A named argument of an attribute.</summary>
internal sealed record NamedConstantModel(string Name, ConstantModel Value);
