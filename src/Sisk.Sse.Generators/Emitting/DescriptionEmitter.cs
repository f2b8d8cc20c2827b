using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>What a route takes and sends, for documents that describe the API.</summary>
internal static class DescriptionEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel named)
    {
        var type = Names.Infrastructure + "StreamDescription";
        var endpoint = named.Endpoint;
        var calls = endpoint.Parameters.SelectMany(p => p.Values).Select(Parameter).OfType<string>().Concat(Events(endpoint.Payload)).ToArray();
        writer.Separate();
        writer.Line($"private static {type} {Names.Describe(named.MemberName)}() =>");
        using (writer.Indent())
        {
            writer.Line($"new {type}({Literals.Text(endpoint.Controller.Name)}){(calls.Length == 0 ? ";" : "")}");
            using (writer.Indent())
            {
                for (var i = 0; i < calls.Length; i++)
                {
                    writer.Line($"{calls[i]}{(i == calls.Length - 1 ? ";" : "")}");
                }
            }
        }
    }

    /// <summary>Null for what is no part of the request.</summary>
    private static string? Parameter(ParameterModel parameter) => parameter.Source switch
    {
        BindingSource.Body => $".Body<{parameter.Type}>(unlessService: false)",
        BindingSource.ServiceOrBody => $".Body<{parameter.Type}>(unlessService: true)",
        BindingSource.Route or BindingSource.Query or BindingSource.RouteOrQuery or BindingSource.Header => Value(parameter),
        _ => null,
    };

    private static string Value(ParameterModel parameter)
    {
        var type = parameter.Presence switch
        {
            Presence.Many => parameter.Type + "[]",
            Presence.Texts or Presence.OptionalTexts => "string[]",
            _ => parameter.Type,
        };
        var isRequired = parameter.Presence == Presence.Required ? "true" : "false";
        return $".Parameter<{type}>({Names.Source(parameter.Source)}, {Literals.Text(parameter.WireName)}, isRequired: {isRequired})";
    }

    private static IEnumerable<string> Events(PayloadModel? payload) =>
        payload is null ? [] : payload.Events.Select(e => $".Event<{e.Type}>({(e.EventName is null ? "null" : Literals.Text(e.EventName))})");
}
