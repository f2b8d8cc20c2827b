using System.Collections.Generic;

namespace Sisk.Sse.Generators.Routing;

/// <summary>A part of a route segment: literal text or a parameter.</summary>
/// <param name="Text">The literal text, with <c>{{</c> and <c>}}</c> unescaped, or the parameter's name.</param>
internal sealed record RoutePart(string Text)
{
    public bool IsParameter { get; init; }

    /// <summary>Gets a value indicating whether the part is <c>{*rest}</c> or <c>{**rest}</c>.</summary>
    public bool IsCatchAll { get; init; }

    /// <summary>Gets a value indicating whether the part is <c>{name?}</c>.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets the default value, as in <c>{name=value}</c>; null if there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Gets the constraints, as in <c>{name:int:min(1)}</c>, each without its colon.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];
}
