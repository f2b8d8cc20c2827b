namespace Sisk.Sse.Generators.Model;

/// <summary>The class whose methods are endpoints, as every one of its methods describes it.</summary>
/// <param name="Assembly">The assembly that declares it.</param>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Name">Its own name, without the types that contain it.</param>
/// <param name="OuterTypes">The names of the types that contain it, outermost first, each followed by a dot; mostly empty.</param>
/// <param name="Type">The name of the type in generated code.</param>
/// <param name="IsPublic">True if it can be seen from other assemblies.</param>
/// <param name="HasNamesake">True if the name of its broadcaster is taken.</param>
/// <param name="Constructor">Null where none is needed or none can be called.</param>
internal sealed record ControllerModel(
    string Assembly,
    string Namespace,
    string Name,
    string OuterTypes,
    string Type,
    bool IsPublic,
    bool HasNamesake,
    ConstructorModel? Constructor)
{
    /// <summary>Gets the name in the stream contract: that of a type in a type has a plus sign.</summary>
    public string ContractName => (Namespace.Length == 0 ? "" : Namespace + ".") + OuterTypes.Replace('.', '+') + Name;

    /// <summary>Gets the full name, such as "Shop.OrderEvents".</summary>
    public string FullName => Namespace.Length == 0 ? OuterTypes + Name : Namespace + "." + OuterTypes + Name;
}
