using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Model;

/// <summary>A parameter of the user's method and where its value comes from.</summary>
/// <param name="Name">As declared, unescaped.</param>
/// <param name="Type">How generated code names its type; that of one value, where there may be many.</param>
/// <param name="IsNullable">Whether that type is annotated to take null.</param>
/// <param name="Source">Where the value comes from.</param>
/// <param name="WireName">Its name in the route, the query or the headers.</param>
/// <param name="Parser">What reads its text; null for what is no text.</param>
/// <param name="Presence">Whether it must be there, and how often.</param>
/// <param name="Fallback">What stands in for a missing optional value.</param>
/// <param name="Service">What is asked of the service provider.</param>
/// <param name="Binder">The type whose <c>BindAsync</c> is called; null for any other source.</param>
/// <param name="Parts">The members that it is put together from.</param>
internal sealed record ParameterModel(
    string Name,
    string Type,
    bool IsNullable,
    BindingSource Source,
    string WireName = "",
    ValueParserModel? Parser = null,
    Presence Presence = Presence.Required,
    ConstantModel? Fallback = null,
    ServiceModel? Service = null,
    string? Binder = null,
    PartsModel? Parts = null)
{
    /// <summary>The parameter itself, or the members that it is put together from.</summary>
    public IEnumerable<ParameterModel> Values => Parts is null ? [this] : Parts.Members.SelectMany(m => m.Parameter.Values);
}
