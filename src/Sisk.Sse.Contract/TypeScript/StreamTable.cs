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

    /// <summary>The members of every object. TypeScript takes none for missing, so that one of their names cannot be left out.</summary>
    private static readonly HashSet<string> _inherited = new(StringComparer.Ordinal)
    {
        "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
    };

    /// <summary>The parameters with the names that callers use, which differ where two of other places have one name.</summary>
    private readonly IReadOnlyList<(ContractParameter Value, string Key)> _parameters = WithKeys(Stream.Parameters);

    private static List<(ContractParameter Value, string Key)> WithKeys(IEnumerable<ContractParameter> parameters)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return parameters.OrderByDescending(p => p.Source == ParameterPlace.Body).ThenBy(p => p.Source).Select(p => (p, Choose(p)))
            .ToList();

        string Choose(ContractParameter parameter)
        {
            var key = parameter.Name;
            for (var i = 2; (!parameter.IsRequired && _inherited.Contains(key)) || !taken.Add(key); i++)
            {
                key = parameter.Name + i;
            }

            return key;
        }
    }

    /// <summary>Returns the parameters of a query or of headers; those that callers know by another name with both.</summary>
    private IEnumerable<string> NamesOf(ParameterPlace place) => _parameters
        .Where(p => p.Value.Source == place)
        .Select(p => p.Key == p.Value.Name ? JsonText.Quote(p.Key) : $"[{JsonText.Quote(p.Value.Name)}, {JsonText.Quote(p.Key)}]");

    /// <summary>
    /// Returns a parameter of the route by the name that clients give it, which may differ in case; <c>?</c> marks one that may be missing.
    /// </summary>
    private string WriteParameter(TemplateParameter parameter)
    {
        var bare = parameter.BareName;
        var key = _parameters.FirstOrDefault(p =>
            p.Value.Source == ParameterPlace.Route && p.Value.Name.Equals(bare, StringComparison.OrdinalIgnoreCase)).Key;
        var stars = parameter.Name.Substring(0, parameter.Name.Length - bare.Length);
        return stars + (key ?? bare) + (parameter.MayBeMissing || key is null ? "?" : "");
    }

    /// <summary>Returns the arguments of <c>define</c>, without those at the end that have their defaults.</summary>
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
                : TypeScriptTypes.Object(Stream.Events.GroupBy(e => e.WireName)
                    .Select(e => TypeScriptTypes.Key(e.Key) + (e.First().IsText ? ": 0" : ": 1"))),
            isText && Stream.HasOpenNames ? "0" : "1",
            "[" + query + "]",
            "[" + headers + "]",
            End(),
            Stream.IsResumable ? "true" : "false",
            (Stream.PingInterval ?? pingInterval).ToString(CultureInfo.InvariantCulture),
            isText && Stream.Kind == StreamKind.PullItems ? "true" : "false",
        ];
        var ping = DefaultPingInterval.ToString(CultureInfo.InvariantCulture);
        string[] defaults = ["", "", "", "1", "[]", "[]", "undefined", "false", ping, "false"];
        while (arguments[arguments.Count - 1] == defaults[arguments.Count - 1])
        {
            arguments.RemoveAt(arguments.Count - 1);
        }

        return string.Join(", ", arguments);
    }

    /// <summary>
    /// Returns the data that ends the stream; <c>null</c> where it ends without an event that the browser's own client would show.
    /// </summary>
    private string End() => Stream switch
    {
        { End: StreamEnd.Done } => "\"[DONE]\"",
        { Kind: StreamKind.Pull or StreamKind.PullItems, End: StreamEnd.None } => "null",
        _ => "undefined",
    };

    /// <summary>Returns the type of the function.</summary>
    public string FunctionType(TypeScriptTypes types) => $"StreamFunction<{ParametersType(types)}, {EventType}>";

    private string ParametersType(TypeScriptTypes types) => TypeScriptTypes.Object(_parameters.Select(p =>
        TypeScriptTypes.Key(p.Key) + (p.Value.IsRequired ? ": " : "?: ")
        + (p.Value.Source == ParameterPlace.Body ? types.Of(p.Value.Shape) : types.OfParameter(p.Value.Shape))
        + (p.Value.IsRequired ? "" : " | undefined")));

    /// <summary>Returns the union of the events.</summary>
    public string EventsType(TypeScriptTypes types)
    {
        if (Stream.Kind == StreamKind.Imperative)
        {
            return "StreamEvent<string, string>";
        }

        return Stream.HasOpenNames
            ? $"StreamEvent<string, {TypeScriptTypes.Union(Stream.Events.Select(e => types.Of(e.Shape)))}>"
            : TypeScriptTypes.Union(Stream.Events.Select(e => $"StreamEvent<{JsonText.Quote(e.WireName)}, {types.Of(e.Shape)}>"));
    }
}
