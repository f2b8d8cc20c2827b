using System;
using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>Checks that a contract has the types that it refers to. One that was edited or merged by hand may lack some.</summary>
internal static class ReferenceCheck
{
    /// <exception cref="FormatException">A type is missing, or derives from itself.</exception>
    public static void Check(StreamContract contract)
    {
        var types = contract.Types.ToDictionary(type => type.Id);
        var references = contract.Streams.SelectMany(Shapes)
            .Concat(contract.Types.SelectMany(type => type.Properties).Select(property => property.Shape))
            .SelectMany(References)
            .Concat(contract.Types.SelectMany(type => type.Derived).Select(derived => derived.Id))
            .Concat(contract.Types.Select(type => type.Base).OfType<string>());
        if (references.FirstOrDefault(id => !types.ContainsKey(id)) is { } missing)
        {
            throw new FormatException($"The type '{missing}' is missing. Use the unchanged file from the server's build.");
        }

        if (contract.Types.FirstOrDefault(type => IsItsOwnBase(type, types)) is { } circular)
        {
            throw new FormatException($"The type '{circular.Id}' derives from itself. Use the unchanged file from the server's build.");
        }
    }

    private static IEnumerable<Shape> Shapes(ContractStream stream)
    {
        var shapes = stream.Parameters.Select(parameter => parameter.Shape).Concat(stream.Events.Select(@event => @event.Shape));
        return stream.Payload is { } payload ? shapes.Prepend(payload) : shapes;
    }

    private static IEnumerable<string> References(Shape shape) =>
        shape.Kind == ShapeKind.Reference ? [shape.Name] : shape.Items.SelectMany(References);

    private static bool IsItsOwnBase(ContractType type, Dictionary<string, ContractType> types)
    {
        var bases = new HashSet<string>();
        for (var current = type; current.Base is { } id; current = types[id])
        {
            if (!bases.Add(id))
            {
                return true;
            }
        }

        return false;
    }
}
