using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>The inheritance of a contract's types.</summary>
internal sealed class Hierarchy(StreamContract contract)
{
    private readonly Dictionary<string, ContractType> _types = contract.Types.ToDictionary(type => type.Id, StringComparer.Ordinal);
    private readonly HashSet<string> _bases = new(contract.Types.Select(type => type.Base).OfType<string>(), StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(FindValues(contract), StringComparer.Ordinal);

    /// <summary>Returns the type with an id; null if the contract does not have it.</summary>
    public ContractType? Find(string id) => _types.TryGetValue(id, out var type) ? type : null;

    /// <summary>Determines whether other types derive from a type.</summary>
    public bool IsBase(ContractType type) => _bases.Contains(type.Id);

    /// <summary>Determines whether only derived types have values, so that the record can be abstract.</summary>
    public bool IsAbstract(ContractType type) => type.IsAbstract && !_values.Contains(type.Id);

    /// <summary>Returns the type that a type derives from; null for none.</summary>
    public ContractType? BaseOf(ContractType type) => type.Base is { } id ? Find(id) : null;

    /// <summary>
    /// Returns the type that declares a member: the last base that has an equal one. A member with another type or name is declared again,
    /// and hides it.
    /// </summary>
    public ContractType DeclaringType(ContractType type, ContractProperty property)
    {
        while (BaseOf(type) is { } parent && parent.Properties.Contains(property))
        {
            type = parent;
        }

        return type;
    }

    /// <summary>Determines whether the record of a type derives from that of another, or is the same.</summary>
    public bool Derives(string id, string other) =>
        id == other || (Find(id) is { } type && BaseOf(type) is { } parent && Derives(parent.Id, other));

    /// <summary>Returns the types of members, events and bodies, of which values can be created.</summary>
    private static IEnumerable<string> FindValues(StreamContract contract) => contract.Types
        .SelectMany(type => type.Properties)
        .Select(property => property.Shape)
        .Concat(contract.Streams.SelectMany(stream => stream.Events).Select(@event => @event.Shape))
        .Concat(contract.Streams.SelectMany(stream => stream.Parameters).Select(parameter => parameter.Shape))
        .Select(Innermost)
        .Where(shape => shape.Kind == ShapeKind.Reference)
        .Select(shape => shape.Name);

    private static Shape Innermost(Shape shape) => shape.Kind is ShapeKind.Array or ShapeKind.Map ? Innermost(shape.Item) : shape;
}
