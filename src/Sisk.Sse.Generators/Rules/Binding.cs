using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Where a parameter's value comes from, or why it cannot come from anywhere.</summary>
/// <param name="Source">The source, also where it does not fit.</param>
/// <param name="WireName">The name in the route, query or headers.</param>
/// <param name="Parser">Null for what is not read from text.</param>
/// <param name="Presence">Whether it must be there.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Parts">What it is put together from; null for what is one value.</param>
internal sealed record Binding(
    BindingSource Source,
    string WireName = "",
    ValueParserModel? Parser = null,
    Presence Presence = Presence.Required,
    BindingProblem Problem = BindingProblem.None,
    BindingParts? Parts = null)
{
    public bool IsValid => Problem == BindingProblem.None;

    /// <summary>Whether the value can be part of a connection's identifier.</summary>
    public bool IsKey =>
        IsValid && Presence is Presence.Required or Presence.Optional && Parser is not null;
}
