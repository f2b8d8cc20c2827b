using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>A parameter of a method, or a member of one, and where its value comes from.</summary>
internal sealed record BoundParameter(BindingTarget Target, Binding Binding)
{
    public string Name => Target.Name;

    public ITypeSymbol Type => Target.Type;

    /// <summary>Gets the parameter itself, or the members that it is put together from.</summary>
    public IEnumerable<BoundParameter> Values => Binding.Parts is { } parts ? parts.Members.SelectMany(m => m.Values) : [this];

    /// <summary>Gets a value indicating whether generated code can read the value. It can only set some members.</summary>
    public bool IsReadable => Target.IsReadable;

    /// <summary>Gets a value indicating whether it, and each member of it, can be given a value.</summary>
    public bool IsValid => Binding.IsValid && Values.All(v => v.Binding.IsValid);
}
