namespace Sisk.Sse.Generators.Model;

/// <summary>A class whose methods are endpoints.</summary>
/// <param name="Assembly">The assembly that declares it.</param>
/// <param name="Namespace">Its namespace; empty for the global namespace.</param>
/// <param name="Name">Its own name, without the types that contain it.</param>
/// <param name="OuterTypes">The names of the types that contain it, outermost first, each followed by a dot. Usually empty.</param>
/// <param name="Type">The name of the type in generated code.</param>
/// <param name="IsPublic">True if other assemblies can use it.</param>
/// <param name="HasNamesake">True if the name of its broadcaster is taken.</param>
/// <param name="Constructor">The constructor; null if none is needed or none can be called.</param>
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
    /// <summary>Gets the name in the stream contract, in which a plus sign precedes the name of a nested type.</summary>
    public string ContractName => (Namespace.Length == 0 ? "" : Namespace + ".") + OuterTypes.Replace('.', '+') + Name;

    /// <summary>Gets the full name, such as "Shop.OrderEvents".</summary>
    public string FullName => Namespace.Length == 0 ? OuterTypes + Name : Namespace + "." + OuterTypes + Name;
}
