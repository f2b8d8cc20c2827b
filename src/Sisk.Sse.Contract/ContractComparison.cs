using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>Compares two versions of a contract, and tells harmless changes from those that break clients of the older one.</summary>
internal sealed class ContractComparison
{
    private readonly List<ContractChange> _changes = [];
    private readonly ShapeComparison _shapes;

    private ContractComparison(StreamContract before, StreamContract after) => _shapes = new ShapeComparison(before, after, _changes);

    /// <summary>Returns the changes in the order of streams.</summary>
    public static IReadOnlyList<ContractChange> Compare(StreamContract before, StreamContract after)
    {
        var comparison = new ContractComparison(before, after);
        foreach (var (old, current) in Match(before.Streams, after.Streams, stream => stream.Id))
        {
            comparison.Compare(old, current);
        }

        return comparison._changes;
    }

    private void Compare(ContractStream? before, ContractStream? after)
    {
        if (before is null)
        {
            Add(false, $"Stream '{after!.Id}' was added.");
        }
        else if (after is null)
        {
            Add(true, $"Stream '{before.Id}' was removed. Breaks all of its clients.");
        }
        else
        {
            CompareAddress(before, after);
            CompareResuming(before, after);
            ComparePings(before, after);
            foreach (var (old, current) in Match(before.Parameters, after.Parameters, p => p.Source + " " + p.Name))
            {
                Compare(before, old, current);
            }

            foreach (var (old, current) in Match(before.Events, after.Events, e => e.WireName))
            {
                Compare(before, old, current);
            }
        }
    }

    private void CompareAddress(ContractStream before, ContractStream after)
    {
        if ((before.Method, before.Route) != (after.Method, after.Route))
        {
            Add(true, $"Stream '{before.Id}' moved from {before.Method} {before.Route} to {after.Method} {after.Route}. Breaks all of its clients.");
        }

        if ((before.Kind, before.End) != (after.Kind, after.End))
        {
            Add(true, $"Stream '{before.Id}' changed from {Describe(before)} to {Describe(after)}. Breaks all of its clients.");
        }
    }

    private void CompareResuming(ContractStream before, ContractStream after)
    {
        if (before.IsResumable != after.IsResumable)
        {
            Add(before.IsResumable, before.IsResumable
                ? $"Stream '{before.Id}' is no longer resumable. Breaks clients that resume it."
                : $"Stream '{before.Id}' became resumable.");
        }
    }

    private void ComparePings(ContractStream before, ContractStream after)
    {
        if (before.PingInterval != after.PingInterval)
        {
            Add(false, $"The ping interval of stream '{before.Id}' changed from {Describe(before.PingInterval)} to {Describe(after.PingInterval)}. The server tells it to clients.");
        }
    }

    private static string Describe(int? pingInterval) => pingInterval switch
    {
        null => "the application's",
        0 => "no pings",
        { } milliseconds => milliseconds.ToString(CultureInfo.InvariantCulture) + " ms",
    };

    private static string Describe(ContractStream stream) => $"kind '{Words.Of(stream.Kind)}', end '{Words.Of(stream.End)}'";

    private void Compare(ContractStream stream, ContractParameter? before, ContractParameter? after)
    {
        var name = $"Parameter '{(before ?? after)!.Name}' ({Words.Of((before ?? after)!.Source)}) of stream '{stream.Id}'";
        if (before is null)
        {
            Add(after!.IsRequired, after.IsRequired ? $"{name} was added and is required. Breaks all clients of the stream." : $"{name} was added.");
        }
        else if (after is null)
        {
            var isBreaking = before.Source == ParameterPlace.Route;
            Add(isBreaking, isBreaking ? $"{name} was removed. Breaks all clients of the stream." : $"{name} was removed. What clients send is ignored.");
        }
        else
        {
            if (before.IsRequired != after.IsRequired)
            {
                Add(after.IsRequired, after.IsRequired ? $"{name} became required. Breaks clients that leave it out." : $"{name} became optional.");
            }

            var use = before.Source == ParameterPlace.Body ? ShapeUse.Body : ShapeUse.Parameter;
            _shapes.Compare(before.Shape, after.Shape, name, "clients of the stream", use);
        }
    }

    private void Compare(ContractStream stream, ContractEvent? before, ContractEvent? after)
    {
        var name = $"Event '{(before ?? after)!.WireName}' of stream '{stream.Id}'";
        var clients = $"clients that handle '{(before ?? after)!.WireName}'";
        if (before is null)
        {
            Add(false, $"{name} was added. Clients that do not know it skip it.");
        }
        else if (after is null)
        {
            Add(true, $"{name} was removed or renamed. Breaks {clients}.");
        }
        else if (before.IsText != after.IsText)
        {
            Add(true, $"{name} changed from {(before.IsText ? "text" : "JSON")} to {(after.IsText ? "text" : "JSON")}. Breaks {clients}.");
        }
        else
        {
            var data = $"The data of event '{before.WireName}' of stream '{stream.Id}'";
            _shapes.Compare(before.Shape, after.Shape, data, clients, ShapeUse.Event);
        }
    }

    private void Add(bool isBreaking, string text) => _changes.Add(new ContractChange(isBreaking, text));

    /// <summary>Pairs what has the same key; null stands for what one side does not have.</summary>
    internal static IEnumerable<(T? Before, T? After)> Match<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key)
        where T : class
    {
        var old = before.GroupBy(key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var current = after.GroupBy(key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return old.Keys.Concat(current.Keys).Distinct().OrderBy(k => k, StringComparer.Ordinal)
            .Select(k => (old.TryGetValue(k, out var left) ? left : null, current.TryGetValue(k, out var right) ? right : null));
    }
}
