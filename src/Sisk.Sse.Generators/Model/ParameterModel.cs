using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Model;

/// <summary>A parameter of the user's method, and the source of its value.</summary>
/// <param name="Name">Its name as declared, unescaped.</param>
/// <param name="Type">The name of its type in generated code. For an array, the type of an item.</param>
/// <param name="IsNullable">True if that type is nullable.</param>
/// <param name="Source">The source of the value.</param>
/// <param name="WireName">Its name in the route, the query or the headers.</param>
/// <param name="Parser">The parser of its text; null for a value that is not read from text.</param>
/// <param name="Presence">The number of times that the value may be given.</param>
/// <param name="Fallback">The value that replaces a missing optional value.</param>
/// <param name="Service">The service that is requested from the service provider.</param>
/// <param name="Binder">The type whose <c>BindAsync</c> is called; null for any other source.</param>
/// <param name="Parts">The members that it is assembled from; null for any other source.</param>
/// <param name="Description">Its description for users of the API; null for none.</param>
/// <param name="Validation">The rules of the value; null if it has none.</param>
internal sealed record ParameterModel(
    string Name,
    string Type,
    bool IsNullable,
    BindingSource Source,
    string WireName,
    ValueParserModel? Parser,
    Presence Presence,
    ConstantModel? Fallback,
    ServiceModel? Service,
    string? Binder,
    PartsModel? Parts,
    string? Description,
    ValidationModel? Validation)
{
    /// <summary>Gets the parameter itself, or the members that it is assembled from.</summary>
    public IEnumerable<ParameterModel> Values => Parts is null ? [this] : Parts.Members.SelectMany(m => m.Parameter.Values);
}
