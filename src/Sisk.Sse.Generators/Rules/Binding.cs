using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The source of a parameter's value, or the reason why it cannot be bound.</summary>
/// <param name="Source">The source, even if there is a problem.</param>
/// <param name="WireName">The name in the route, query or headers.</param>
/// <param name="Parser">The parser of the value or of a key; null for a type whose values have no text.</param>
/// <param name="Presence">The number of times that the value may be given.</param>
/// <param name="Problem">The problem; <see cref="BindingProblem.None"/> for a valid binding.</param>
/// <param name="Parts">The members that it is assembled from; null for a single value.</param>
internal sealed record Binding(
    BindingSource Source,
    string WireName = "",
    ValueParserModel? Parser = null,
    Presence Presence = Presence.Required,
    BindingProblem Problem = BindingProblem.None,
    BindingParts? Parts = null)
{
    public bool IsValid => Problem == BindingProblem.None;

    /// <summary>Gets a value indicating whether the value can be part of a connection's identifier.</summary>
    public bool IsKey =>
        IsValid && Presence is Presence.Required or Presence.Optional && Parser is not null;
}
