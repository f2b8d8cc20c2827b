using System;
using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Routing;

/// <summary>A parsed route template, as far as it could be parsed.</summary>
/// <param name="Segments">The segments between the slashes. A complex segment has several parts.</param>
/// <param name="Error">The first mistake; null for a valid template.</param>
internal sealed record RouteTemplate(IReadOnlyList<IReadOnlyList<RoutePart>> Segments, RouteError? Error)
{
    public IEnumerable<RoutePart> Parameters => Segments.SelectMany(s => s).Where(p => p.IsParameter);

    public RoutePart? FindParameter(string name)
    {
        foreach (var segment in Segments)
        {
            foreach (var part in segment)
            {
                if (part.IsParameter && string.Equals(part.Text, name, StringComparison.OrdinalIgnoreCase))
                {
                    return part;
                }
            }
        }

        return null;
    }
}
