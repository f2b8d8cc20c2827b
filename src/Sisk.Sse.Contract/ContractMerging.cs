using System;
using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>Adds the streams of libraries to those of the application that maps them.</summary>
internal static class ContractMerging
{
    /// <summary>
    /// Returns a sorted contract. Of two different types with the same id, the first keeps it: a library's gets the name of its assembly.
    /// Types are different, too, if they refer to different ones. So does a class with a stream whose name an earlier contract has.
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
                AddRange(contract.Name, contract.Streams, contract.Types);
                continue;
            }

            string Rename(string id) => renamed.TryGetValue(id, out var other) ? other : id;
            AddRange(
                contract.Name,
                contract.Streams.Select(stream => Rewrite(stream, Rename)),
                contract.Types.Select(type => Rewrite(type, Rename)));
        }

        return new StreamContract(
            name,
            Sort(streams.Distinct()),
            types.Values.ToEquatableArray());

        void AddRange(string assembly, IEnumerable<ContractStream> otherStreams, IEnumerable<ContractType> otherTypes)
        {
            streams.AddRange(
                RenameControllers(assembly, [.. otherStreams], streams.ToLookup(stream => stream.Controller, StringComparer.Ordinal)));
            foreach (var type in otherTypes)
            {
                types[type.Id] = type;
            }
        }
    }

    /// <summary>Returns the new ids of types that differ from earlier ones of the same id, or that refer to such types.</summary>
    private static Dictionary<string, string> FindRenamed(StreamContract contract, SortedDictionary<string, ContractType> earlier)
    {
        var renamed = contract.Types
            .Where(type => earlier.TryGetValue(type.Id, out var other) && !other.Equals(type))
            .ToDictionary(type => type.Id, type => type.Id + "@" + contract.Name, StringComparer.Ordinal);
        string Rename(string id) => renamed.TryGetValue(id, out var other) ? other : id;
        while (renamed.Count > 0 && contract.Types.FirstOrDefault(
            type => earlier.ContainsKey(type.Id) && !renamed.ContainsKey(type.Id) && !Rewrite(type, Rename).Equals(type)) is { } referring)
        {
            renamed.Add(referring.Id, referring.Id + "@" + contract.Name);
        }

        return renamed;
    }

    /// <summary>Adds the assembly to the names of classes that have a stream of the same name as another contract's class.</summary>
    private static ContractStream[] RenameControllers(string assembly, ContractStream[] streams, ILookup<string, ContractStream> others)
    {
        var taken = new HashSet<string>(
            streams.Where(stream => others[stream.Controller].Any(other => IsNamesake(stream, other))).Select(stream => stream.Controller),
            StringComparer.Ordinal);
        return Array.ConvertAll(
            streams,
            stream => taken.Contains(stream.Controller) ? stream with { Controller = stream.Controller + "@" + assembly } : stream);
    }

    /// <summary>Names that differ in case only are the same in clients.</summary>
    private static bool IsNamesake(ContractStream stream, ContractStream other) =>
        stream.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && !stream.Equals(other);

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
