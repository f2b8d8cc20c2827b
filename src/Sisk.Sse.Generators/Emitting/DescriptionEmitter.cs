using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the static field that describes a stream.</summary>
internal static class DescriptionEmitter
{
    public static void Emit(CodeWriter writer, ControllerModel controller, NamedEndpointModel named)
    {
        var type = Names.CompilerServices + "StreamDescription";
        var endpoint = named.Endpoint;

        // Controllers of two assemblies can have the same full name, and their streams must not share a topic.
        var name = Literals.Text($"{controller.Assembly}/{controller.FullName}.{named.MemberName}");
        string[] settings = [.. Settings(named)];
        ParameterModel[] parameters = [.. endpoint.Parameters.SelectMany(p => p.Values).Where(IsDescribed)];
        var keys = endpoint.Identifier?.Keys ?? default;
        var events = endpoint.Payload?.Events ?? default;
        var validated = ValidationEmitter.Validated(endpoint);
        var left = settings.Length + parameters.Length + validated.Count + keys.Count + events.Count;
        writer.Separate();
        writer.Line($"internal static readonly {type} {MemberNames.Description(named.MemberName)} =");
        using (writer.Indent())
        {
            writer.Line($"new {type}({name}, {Literals.Text(endpoint.Controller.Name)}, {Literals.Text(Template(endpoint))}){End(left)}");
            using (writer.Indent())
            {
                foreach (var setting in settings)
                {
                    writer.Line(setting + End(--left));
                }

                foreach (var parameter in parameters)
                {
                    EmitParameter(writer, parameter, IsKey(endpoint, parameter), End(--left));
                }

                foreach (var value in validated)
                {
                    ValidationEmitter.EmitRules(writer, value, End(--left));
                }

                foreach (var key in keys)
                {
                    EmitKey(writer, endpoint, key, End(--left));
                }

                foreach (var @event in events)
                {
                    writer.Line(
                        $".Event<{@event.Type}>({(@event.EventName is null ? "null" : Literals.Text(@event.EventName))}){End(--left)}");
                }
            }
        }
    }

    private static string Template(EndpointModel endpoint) =>
        endpoint.Identifier is { } identifier ? IdentifierText.Template(identifier.Segments) : endpoint.Pattern;

    private static string End(int left) => left == 0 ? ";" : "";

    private static IEnumerable<string> Settings(NamedEndpointModel named)
    {
        var endpoint = named.Endpoint;
        if (endpoint.Identifier is not null)
        {
            yield return $".Named({Literals.Text(named.ContractName)})";
        }

        if (endpoint.Identifier is { IsUnique: true })
        {
            yield return ".Unique()";
        }

        if (endpoint.History is { } history)
        {
            yield return $".History({MapEmitter.New(history)})";
        }

        if (endpoint.Settings.Count > 0)
        {
            yield return $".With({string.Join(", ", endpoint.Settings.Select(s => s.Name + ": " + Literals.Of(s.Value)))})";
        }
    }

    /// <summary>Determines whether clients send the value of a parameter.</summary>
    private static bool IsDescribed(ParameterModel parameter) => parameter.Source
        is BindingSource.Body or BindingSource.ServiceOrBody
        or BindingSource.Route or BindingSource.Query or BindingSource.RouteOrQuery or BindingSource.Header;

    private static bool IsKey(EndpointModel endpoint, ParameterModel parameter) =>
        endpoint.Identifier?.Keys.Any(k => k.Name == parameter.Name) is true;

    /// <summary>Emits a key, under the name of its parameter in the stream contract. Claims are not in the contract.</summary>
    private static void EmitKey(CodeWriter writer, EndpointModel endpoint, KeyModel key, string end)
    {
        var parameter = endpoint.Parameters.SelectMany(p => p.Values).FirstOrDefault(p => p.Name == key.Name && IsDescribed(p));
        writer.Open($".Key<{key.Type}>(");
        writer.Item($"{Literals.Text(parameter?.WireName ?? key.Name)}");
        writer.Item($"{ValueParsers.Of(key.Parser, key.Type)}");
        if (key.MayBeNull)
        {
            writer.Item($"mayBeNull: true");
        }

        writer.Close($"){end}");
    }

    private static void EmitParameter(CodeWriter writer, ParameterModel parameter, bool isKey, string end)
    {
        var description = parameter.Description is null ? "" : $".Describe({Literals.Text(parameter.Description)})";
        if (parameter.Source is BindingSource.Body or BindingSource.ServiceOrBody)
        {
            var unlessService = Literals.Of(parameter.Source is BindingSource.ServiceOrBody);
            var optional = parameter.Presence == Presence.Optional ? ", isRequired: false" : "";
            writer.Line($".Body<{parameter.Type}>(unlessService: {unlessService}{optional}){description}{end}");
            return;
        }

        var type = parameter.Presence switch
        {
            Presence.Many => parameter.Type + "[]",
            Presence.Texts or Presence.OptionalTexts => "string[]",
            _ => parameter.Type,
        };
        writer.Open($".Parameter<{type}>(");
        writer.Item($"{Names.Source(parameter.Source)}");
        writer.Item($"\"{Literals.Inner(parameter.WireName)}\"");
        writer.Item($"isRequired: {Literals.Of(parameter.Presence == Presence.Required)}");
        writer.Item($"isKey: {Literals.Of(isKey)}");
        if (parameter is { Presence: Presence.Optional, Fallback: { Kind: not (ConstantKind.Null or ConstantKind.Default) } fallback })
        {
            writer.Item($"defaultValue: {Literals.Of(fallback)}");
        }

        writer.Close($"){description}{end}");
    }
}
