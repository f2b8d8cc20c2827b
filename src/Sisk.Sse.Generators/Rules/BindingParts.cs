using System.Collections.Generic;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The members that a parameter marked <c>[AsParameters]</c> is assembled from.</summary>
/// <param name="Members">The parameters of its constructor in their order, or its properties.</param>
/// <param name="ByConstructor">True if they are the constructor's parameters.</param>
internal sealed record BindingParts(IReadOnlyList<BoundParameter> Members, bool ByConstructor);
