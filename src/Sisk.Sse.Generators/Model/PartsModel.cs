namespace Sisk.Sse.Generators.Model;

/// <summary>How a parameter is put together from its members.</summary>
/// <param name="Type">The type that is created.</param>
/// <param name="Members">What it is created with.</param>
/// <param name="ByConstructor">By arguments in this order; else by properties.</param>
internal sealed record PartsModel(string Type, EquatableArray<PartModel> Members, bool ByConstructor);

/// <summary>A member of a parameter.</summary>
/// <param name="Property">The property that is set, or that a constructor's argument becomes.</param>
/// <param name="Parameter">Where its value comes from.</param>
internal sealed record PartModel(string Property, ParameterModel Parameter);
