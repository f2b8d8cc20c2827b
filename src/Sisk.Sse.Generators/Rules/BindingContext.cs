using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The state shared by the parameters of one method while they are bound.</summary>
internal sealed class BindingContext(RouteTemplate route, bool hasBody, IMethodSymbol method)
{
    private UniqueNames? _names;

    /// <summary>Gets the assembly that declares the method, and whose generated code binds its parameters.</summary>
    public IAssemblySymbol Home { get; } = method.ContainingAssembly;

    public RouteTemplate Route { get; } = route;

    /// <summary>Gets a value indicating whether the route is a POST, whose requests have a body.</summary>
    public bool HasBody { get; } = hasBody;

    /// <summary>Returns a unique name for the variable of a member.</summary>
    public string ChooseName(string member) =>
        (_names ??= new([.. method.Parameters.Select(p => p.Name)])).Choose(EventNames.ToCamelCase(member));
}
