using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Parsing;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>What the parameters of one method have in common while they are bound.</summary>
internal sealed class BindingContext(RouteTemplate route, bool hasBody, IEnumerable<string> parameters)
{
    private UniqueNames? _names;

    public RouteTemplate Route { get; } = route;

    /// <summary>POST.</summary>
    public bool HasBody { get; } = hasBody;

    /// <summary>A variable for a member of a parameter, beside those of all other values.</summary>
    public string ChooseName(string member) => (_names ??= new([.. parameters])).Choose(EventNames.ToCamelCase(member));
}
