using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sisk.Sse.Contracts.Json;

namespace Sisk.Sse.Contracts.TypeScript;

/// <summary>The controllers of a contract with the names that a module gives to them.</summary>
internal sealed class StreamTable
{
    public StreamTable(StreamContract contract)
    {
        Names = new TypeScriptNames(contract);
        Types = new TypeScriptTypes(contract, Names);
        Controllers = contract.Streams
            .GroupBy(stream => stream.Controller)
            .Select(group => new ControllerTable(
                Names.ChooseObject(group.Key),
                group.Select(stream => new StreamEntry(
                    TypeScriptNames.CamelCase(stream.Name),
                    Names.Choose(TypeScriptNames.ShortName(stream.Controller) + stream.Name + "Event", "Data"),
                    stream)).ToArray()))
            .ToArray();
    }

    public TypeScriptNames Names { get; }

    public TypeScriptTypes Types { get; }

    public IReadOnlyList<ControllerTable> Controllers { get; }
}

/// <summary>The object of a controller.</summary>
internal sealed record ControllerTable(string Name, IReadOnlyList<StreamEntry> Streams);

/// <summary>A function of that object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EventType">The name of the union of its events.</param>
/// <param name="Stream">The stream.</param>
internal sealed record StreamEntry(string Name, string EventType, ContractStream Stream)
{
    /// <summary>The ping interval, in milliseconds, of an application that sets none.</summary>
    private const long DefaultPingInterval = 15_000;

    /// <summary>The parameters of a route, a query or a header.</summary>
    private IEnumerable<string> NamesOf(ParameterPlace place) =>
        Stream.Parameters.Where(p => p.Source == place).Select(p => JsonText.Quote(p.Name));

    /// <summary>A parameter of the route by the name that clients give it, which may differ in case; <c>?</c> marks one that may be missing.</summary>
    private string WriteParameter(string name, bool mayBeMissing)
    {
        var bare = name.TrimStart('*');
        var parameter = Stream.Parameters.FirstOrDefault(p => p.Source == ParameterPlace.Route && p.Name.Equals(bare, StringComparison.OrdinalIgnoreCase));
        return name.Substring(0, name.Length - bare.Length) + (parameter?.Name ?? bare) + (mayBeMissing || parameter is null ? "?" : "");
    }

    /// <summary>The arguments of <c>define</c>, without those at the end that have their defaults.</summary>
    /// <param name="pingInterval">The application's ping interval in milliseconds; 0 for none.</param>
    public string Arguments(long pingInterval = DefaultPingInterval)
    {
        var isText = Stream.Kind == StreamKind.Imperative || Stream.Events.Any(e => e.IsText);
        var query = string.Join(", ", NamesOf(ParameterPlace.Query));
        var headers = string.Join(", ", NamesOf(ParameterPlace.Header));
        List<string> arguments =
        [
            JsonText.Quote(Stream.Method),
            JsonText.Quote(RouteText.Rewrite(Stream.Route, WriteParameter)),
            Stream.HasOpenNames
                ? "null"
                : TypeScriptTypes.Object(Stream.Events.Select(e => TypeScriptTypes.Key(e.WireName) + (e.IsText ? ": 0" : ": 1"))),
            isText && Stream.HasOpenNames ? "0" : "1",
            "[" + query + "]",
            "[" + headers + "]",
            Stream.End == StreamEnd.Done ? "\"[DONE]\"" : "undefined",
            Stream.IsResumable ? "true" : "false",
            (Stream.PingInterval ?? pingInterval).ToString(CultureInfo.InvariantCulture),
            isText && Stream.Kind == StreamKind.PullItems ? "true" : "false",
        ];
        string[] defaults = ["", "", "", "1", "[]", "[]", "undefined", "false", DefaultPingInterval.ToString(CultureInfo.InvariantCulture), "false"];
        while (arguments[arguments.Count - 1] == defaults[arguments.Count - 1])
        {
            arguments.RemoveAt(arguments.Count - 1);
        }

        return string.Join(", ", arguments);
    }

    /// <summary>The type of the parameters.</summary>
    public string ParametersType(TypeScriptTypes types) => TypeScriptTypes.Object(Stream.Parameters.Select(p =>
        TypeScriptTypes.Key(p.Name) + (p.IsRequired ? ": " : "?: ")
        + (p.Source == ParameterPlace.Body ? types.Of(p.Shape) : types.OfParameter(p.Shape))
        + (p.IsRequired ? "" : " | undefined")));

    /// <summary>The union of the events.</summary>
    public string EventsType(TypeScriptTypes types)
    {
        if (Stream.Kind == StreamKind.Imperative)
        {
            return "StreamEvent<string, string>";
        }

        return Stream.HasOpenNames
            ? $"StreamEvent<string, {string.Join(" | ", Stream.Events.Select(e => types.Of(e.Shape)).Distinct())}>"
            : string.Join(" | ", Stream.Events.Select(e => $"StreamEvent<{JsonText.Quote(e.WireName)}, {types.Of(e.Shape)}>"));
    }
}
