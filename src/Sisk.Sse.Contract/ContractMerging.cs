using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Contracts;

/// <summary>Adds the streams of libraries to those of the application that maps them.</summary>
internal static class ContractMerging
{
    /// <summary>
    /// Returns a sorted contract. Of two different types with the same id, the first keeps it: a library's gets the name of its assembly.
    /// </summary>
    public static StreamContract Merge(string name, IReadOnlyList<StreamContract> contracts)
    {
        if (contracts is [var only])
        {
            return new StreamContract(name, Sort(only.Streams), only.Types);
        }

        var streams = new List<ContractStream>();
        var types = new SortedDictionary<string, ContractType>(StringComparer.Ordinal);
        foreach (var contract in contracts)
        {
            var renamed = FindRenamed(contract, types);
            if (renamed.Count == 0)
            {
                AddRange(contract.Streams, contract.Types);
                continue;
            }

            string Rename(string id) => renamed.Contains(id) ? id + "@" + contract.Name : id;
            AddRange(contract.Streams.Select(stream => Rewrite(stream, Rename)), contract.Types.Select(type => Rewrite(type, Rename)));
        }

        return new StreamContract(
            name,
            Sort(streams.Distinct()),
            types.Values.ToEquatableArray());

        void AddRange(IEnumerable<ContractStream> otherStreams, IEnumerable<ContractType> otherTypes)
        {
            streams.AddRange(otherStreams);
            foreach (var type in otherTypes)
            {
                types[type.Id] = type;
            }
        }
    }

    /// <summary>Finds the types that differ from others of the same id, and those that refer to them and so differ, too.</summary>
    private static HashSet<string> FindRenamed(StreamContract contract, SortedDictionary<string, ContractType> others)
    {
        var renamed = new HashSet<string>(StringComparer.Ordinal);
        string Mark(string id) => renamed.Contains(id) ? "" : id;
        for (var count = -1; count < renamed.Count;)
        {
            count = renamed.Count;
            renamed.UnionWith(contract.Types
                .Where(type => others.TryGetValue(type.Id, out var other) && !other.Equals(Rewrite(type, Mark)))
                .Select(type => type.Id)
                .ToArray());
        }

        return renamed;
    }

    private static EquatableArray<ContractStream> Sort(IEnumerable<ContractStream> streams) =>
        streams.OrderBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Route, StringComparer.Ordinal).ToEquatableArray();

    private static ContractStream Rewrite(ContractStream stream, Func<string, string> rename) => stream with
    {
        Payload = stream.Payload is null ? null : Rewrite(stream.Payload, rename),
        Parameters = stream.Parameters.Select(p => p with { Shape = Rewrite(p.Shape, rename) }).ToEquatableArray(),
        Events = stream.Events.Select(e => e with { Shape = Rewrite(e.Shape, rename) }).ToEquatableArray(),
    };

    private static ContractType Rewrite(ContractType type, Func<string, string> rename) => type with
    {
        Id = rename(type.Id),
        Base = type.Base is null ? null : rename(type.Base),
        Properties = type.Properties.Select(p => p with { Shape = Rewrite(p.Shape, rename) }).ToEquatableArray(),
        Derived = type.Derived.Select(d => d with { Id = rename(d.Id) }).ToEquatableArray(),
    };

    private static Shape Rewrite(Shape shape, Func<string, string> rename) => shape.Kind switch
    {
        ShapeKind.Reference => shape with { Name = rename(shape.Name) },
        ShapeKind.Array or ShapeKind.Map => shape with { Items = new([Rewrite(shape.Item, rename)]) },
        _ => shape,
    };
}
