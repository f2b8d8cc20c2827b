namespace Sisk.Sse.Generators.Model;

/// <summary>An attribute of the user's that becomes metadata of the endpoint.</summary>
internal sealed record AttributeModel(
    string Type,
    EquatableArray<ConstantModel> Arguments,
    EquatableArray<NamedConstantModel> Properties);

/// <summary>One <c>Property = value</c> of an attribute.</summary>
internal sealed record NamedConstantModel(string Name, ConstantModel Value);
