using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>A parameter that is assembled from members.</summary>
/// <param name="Type">The type that is created.</param>
/// <param name="Members">The members that it is created from.</param>
/// <param name="ByConstructor">True if they are the arguments of its constructor, in order. Otherwise, they are properties.</param>
internal sealed record PartsModel(string Type, EquatableArray<PartModel> Members, bool ByConstructor);

/// <summary>A member of a parameter.</summary>
/// <param name="Property">The property that is set, or that holds the argument of the constructor.</param>
/// <param name="Parameter">The parameter that supplies its value.</param>
internal sealed record PartModel(string Property, ParameterModel Parameter);
