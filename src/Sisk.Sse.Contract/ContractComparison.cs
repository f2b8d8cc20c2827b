using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>Compares two versions of a contract, and finds the changes that break clients of the older one.</summary>
internal sealed class ContractComparison
{
    private const string AllClients = "all of its clients";

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
            Add(ContractChange.Harmless($"Stream '{after!.Id}' was added."));
        }
        else if (after is null)
        {
            Add(ContractChange.Breaking($"Stream '{before.Id}' was removed.", AllClients));
        }
        else
        {
            var route = new RouteComparison(before.Route, after.Route);
            CompareAddress(before, after, route);
            CompareResuming(before, after);
            ComparePings(before, after);
            CompareParameters(before, after, route);

            foreach (var (old, current) in Match(before.Events, after.Events, e => e.WireName))
            {
                Compare(before, old, current);
            }
        }
    }

    private void CompareAddress(ContractStream before, ContractStream after, RouteComparison route)
    {
        if (before.Method != after.Method || route.IsMoved)
        {
            Add(ContractChange.Breaking(
                $"Stream '{before.Id}' moved from {before.Method} {before.Route} to {after.Method} {after.Route}.", AllClients));
        }

        if ((before.Kind, before.End) != (after.Kind, after.End))
        {
            Add(ContractChange.Breaking($"Stream '{before.Id}' changed from {Describe(before)} to {Describe(after)}.", AllClients));
        }
    }

    /// <summary>Compares parameters by their new names. The server ignores case, and finds a parameter of the route by its place.</summary>
    private void CompareParameters(ContractStream before, ContractStream after, RouteComparison route)
    {
        var count = _changes.Count;
        foreach (var (name, text, clients) in route.FindRefusals(before.Parameters))
        {
            Add(ContractChange.Breaking($"Parameter '{name}' (route) of stream '{before.Id}' {text}.", clients));
        }

        var all = Match(
            before.Parameters,
            after.Parameters,
            p => Key(p.Source, p.Source == ParameterPlace.Route ? route.NameAfter(p.Name) : p.Name),
            p => Key(p.Source, p.Name));
        foreach (var (old, current) in all)
        {
            Compare(before, old, current);
        }

        if (before.Route != after.Route && !route.IsMoved && _changes.Count == count)
        {
            Add(ContractChange.Harmless(
                $"The route of stream '{before.Id}' changed from {before.Route} to {after.Route}. It takes the same requests."));
        }

        static string Key(ParameterPlace place, string name) => place + " " + name.ToUpperInvariant();
    }

    private void CompareResuming(ContractStream before, ContractStream after)
    {
        if (before.IsResumable != after.IsResumable)
        {
            Add(before.IsResumable
                ? ContractChange.Breaking($"Stream '{before.Id}' is no longer resumable.", "clients that resume it")
                : ContractChange.Harmless($"Stream '{before.Id}' became resumable."));
        }
    }

    private void ComparePings(ContractStream before, ContractStream after)
    {
        if (before.PingInterval != after.PingInterval)
        {
            var (old, current) = (Describe(before.PingInterval), Describe(after.PingInterval));
            Add(ContractChange.Harmless(
                $"The ping interval of stream '{before.Id}' changed from {old} to {current}. The server tells it to clients."));
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
            Add(after!.IsRequired
                ? ContractChange.Breaking($"{name} was added and is required.", "all clients of the stream")
                : ContractChange.Harmless($"{name} was added."));
        }
        else if (after is null)
        {
            Add(before.Source == ParameterPlace.Route
                ? ContractChange.Breaking($"{name} was removed.", "all clients of the stream")
                : ContractChange.Harmless($"{name} was removed. What clients send is ignored."));
        }
        else
        {
            if (before.Name != after.Name)
            {
                Add(ContractChange.Harmless(
                    $"{name} is now named '{after.Name}'. Requests stay the same, but clients that are generated anew name it so."));
            }

            if (before.IsRequired != after.IsRequired)
            {
                Add(after.IsRequired
                    ? ContractChange.Breaking($"{name} became required.", "clients that leave it out")
                    : ContractChange.Harmless($"{name} became optional."));
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
            Add(ContractChange.Harmless($"{name} was added. Clients that do not know it skip it."));
        }
        else if (after is null)
        {
            Add(ContractChange.Breaking($"{name} was removed or renamed.", clients));
        }
        else if (before.IsText != after.IsText)
        {
            var (old, current) = (before.IsText ? "text" : "JSON", after.IsText ? "text" : "JSON");
            Add(ContractChange.Breaking($"{name} changed from {old} to {current}.", clients));
        }
        else
        {
            var data = $"The data of event '{before.WireName}' of stream '{stream.Id}'";
            _shapes.Compare(before.Shape, after.Shape, data, clients, ShapeUse.Event);
        }
    }

    private void Add(ContractChange change) => _changes.Add(change);

    /// <summary>Pairs the items with equal keys. An item that is only on one side is paired with null.</summary>
    internal static IEnumerable<(T? Before, T? After)> Match<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key)
        where T : class => Match(before, after, key, key);

    private static IEnumerable<(T? Before, T? After)> Match<T>(
        IEnumerable<T> before, IEnumerable<T> after, Func<T, string> keyBefore, Func<T, string> keyAfter)
        where T : class
    {
        var old = before.GroupBy(keyBefore).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var current = after.GroupBy(keyAfter).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return old.Keys.Concat(current.Keys).Distinct().OrderBy(k => k, StringComparer.Ordinal)
            .Select(k => (old.TryGetValue(k, out var left) ? left : null, current.TryGetValue(k, out var right) ? right : null));
    }
}
