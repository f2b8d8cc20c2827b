using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>A parameter of a method, or a member of one, and the source of its value.</summary>
internal sealed record BoundParameter(BindingTarget Target, Binding Binding)
{
    public string Name => Target.Name;

    public ITypeSymbol Type => Target.Type;

    /// <summary>Gets the parameter itself, or the members that it is assembled from.</summary>
    public IEnumerable<BoundParameter> Values => Binding.Parts is { } parts ? parts.Members.SelectMany(m => m.Values) : [this];

    /// <summary>Gets a value indicating whether generated code can read the value. Some members can only be set.</summary>
    public bool IsReadable => Target.IsReadable;

    /// <summary>Gets a value indicating whether the parameter and all its members can be bound.</summary>
    public bool IsValid => Binding.IsValid && Values.All(v => v.Binding.IsValid);
}
