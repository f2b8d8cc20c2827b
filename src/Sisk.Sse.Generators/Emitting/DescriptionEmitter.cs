using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>What a route takes and sends, for documents that describe the API.</summary>
internal static class DescriptionEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel named)
    {
        var type = Names.CompilerServices + "StreamDescription";
        var endpoint = named.Endpoint;
        ParameterModel[] parameters = [.. endpoint.Parameters.SelectMany(p => p.Values).Where(IsDescribed)];
        var events = endpoint.Payload?.Events ?? default;
        var calls = parameters.Length + events.Count;
        writer.Separate();
        writer.Line($"private static {type} {MemberNames.Describe(named.MemberName)}() =>");
        using (writer.Indent())
        {
            writer.Line($"new {type}({Literals.Text(endpoint.Controller.Name)}){End(calls)}");
            using (writer.Indent())
            {
                foreach (var parameter in parameters)
                {
                    EmitParameter(writer, parameter, IsKey(endpoint, parameter), End(--calls));
                }

                foreach (var @event in events)
                {
                    writer.Line($".Event<{@event.Type}>({(@event.EventName is null ? "null" : Literals.Text(@event.EventName))}){End(--calls)}");
                }
            }
        }
    }

    private static string End(int left) => left == 0 ? ";" : "";

    /// <summary>Whether it is a part of the request.</summary>
    private static bool IsDescribed(ParameterModel parameter) => parameter.Source
        is BindingSource.Body or BindingSource.ServiceOrBody
        or BindingSource.Route or BindingSource.Query or BindingSource.RouteOrQuery or BindingSource.Header;

    private static string IsKey(EndpointModel endpoint, ParameterModel parameter) =>
        endpoint.Identifier?.Keys.Any(k => k.Name == parameter.Name) is true ? "true" : "false";

    private static void EmitParameter(CodeWriter writer, ParameterModel parameter, string isKey, string end)
    {
        if (parameter.Source is BindingSource.Body or BindingSource.ServiceOrBody)
        {
            writer.Line($".Body<{parameter.Type}>(unlessService: {(parameter.Source == BindingSource.Body ? "false" : "true")}){end}");
            return;
        }

        var type = parameter.Presence switch
        {
            Presence.Many => parameter.Type + "[]",
            Presence.Texts or Presence.OptionalTexts => "string[]",
            _ => parameter.Type,
        };
        var isRequired = parameter.Presence == Presence.Required ? "true" : "false";
        writer.Open($".Parameter<{type}>(");
        writer.Item($"{Names.Source(parameter.Source)}");
        writer.Item($"\"{Literals.Inner(parameter.WireName)}\"");
        writer.Item($"isRequired: {isRequired}");
        writer.Item($"isKey: {isKey}");
        writer.Close($"){end}");
    }
}
