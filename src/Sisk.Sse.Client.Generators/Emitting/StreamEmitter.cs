using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>Emits the methods that subscribe to a stream and read its events.</summary>
internal sealed class StreamEmitter(CSharpTypes types, Accessibility accessibility)
{
    private const string Client = "global::Sisk.Sse.Client.";

    private readonly List<string> _infos = [];

    public void Emit(Code code, ContractStream stream, string name)
    {
        var value = ValueType(stream);
        var parameters = Parameters(stream);
        code.Summary($"Subscribes to {stream.Method} {stream.Route}.");
        foreach (var parameter in parameters)
        {
            code.Parameter(parameter.Variable, $"The parameter \"{parameter.Value.Name}\" ({Words.Of(parameter.Value.Source)}).");
        }

        code.Parameter("call", "The settings of this subscription; null for the defaults.");
        code.Parameter("cancellationToken", "A token that ends the subscription.");
        code.Returns("The subscription, which connects when it is enumerated.");
        code.Line($"{accessibility.Of(stream)} {Client}EventSubscription<{value}> {name}(");
        code.Indented(() =>
        {
            foreach (var parameter in parameters)
            {
                code.Line($"{parameter.Type} {parameter.Variable}{(parameter.Value.IsRequired ? "" : " = null")},");
            }

            code.Line($"{Client}EventStreamCall? call = null,");
            code.Line("global::System.Threading.CancellationToken cancellationToken = default) =>");
            code.Line($"this._client.Read<{value}>({Request(stream, parameters)}, Read{name}, call, cancellationToken);");
        });
        code.Line();
        EmitReader(code, stream, name, value);
    }

    /// <summary>Returns the type of the events: text for a stream without a declared type, and the base of several types.</summary>
    private string ValueType(ContractStream stream) =>
        stream.Kind == StreamKind.Imperative || stream.Events.All(e => e.IsText) && stream.Events.Count > 0
            ? "string"
            : types.Of(stream.Payload ?? Shape.Any);

    private void EmitReader(Code code, ContractStream stream, string name, string value)
    {
        code.Block($"private bool Read{name}(string eventType, global::System.ReadOnlySpan<byte> data, out {value} value)", () =>
        {
            // A single type is read whatever the event's name is. Several types are distinguished by it.
            if (stream.Kind == StreamKind.Imperative || (stream.HasOpenNames && stream.Events.Count == 1))
            {
                code.Line(Read(stream.Kind == StreamKind.Imperative || stream.Events.All(e => e.IsText) ? null : stream.Events[0].Shape));
                return;
            }

            code.Block("switch (eventType)", () =>
            {
                foreach (var @event in stream.Events.GroupBy(e => e.WireName).Select(events => events.First()))
                {
                    code.Line($"case {Code.Literal(@event.WireName)}:");
                    code.Indented(() => code.Line(Read(@event.IsText ? null : @event.Shape)));
                }

                code.Line("default:");
                code.Indented(() =>
                {
                    code.Line("value = default!;");
                    code.Line("return false;");
                });
            });
        });
    }

    private string Read(Shape? shape) => shape is null
        ? $"return {Client}EventStreamClient.ParseText(eventType, data, out value);"
        : $"value = global::System.Text.Json.JsonSerializer.Deserialize(data, Info(ref this.{Field(types.Of(shape))}))!; return true;";

    /// <summary>Returns the field that caches the metadata of a type.</summary>
    private string Field(string type)
    {
        var i = _infos.IndexOf(type);
        if (i < 0)
        {
            i = _infos.Count;
            _infos.Add(type);
        }

        return "_info" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Emits the fields and their initialization.</summary>
    public void EmitFields(Code code)
    {
        const string Info = "global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<";
        code.Line($"private {Info}T> Info<T>(ref {Info}T>? info) => info ??= ({Info}T>)_json.GetTypeInfo(typeof(T));");
        foreach (var type in _infos)
        {
            code.Line();
            code.Line($"private {Info}{type}>? {Field(type)};");
        }
    }

    private string Request(ContractStream stream, IReadOnlyList<(ContractParameter Value, string Variable, string Type)> parameters)
    {
        var verb = stream.Method == "POST" ? "Post" : "Get";
        var text = $"new {Client}CompilerServices.RequestBuilder(global::System.Net.Http.HttpMethod.{verb})";
        foreach (var part in RouteParts.Of(stream.Route))
        {
            var slashes = part.KeepsSlashes ? ", keepsSlashes: true" : "";
            var append = part.IsRest && !part.KeepsSlashes ? "Rest" : "Parameter";
            text += part.IsParameter
                ? $".{append}({Code.Literal(part.Text)}, {RouteValue(parameters, part)}{slashes})"
                : $".Literal({Code.Literal(part.Text)})";
        }

        foreach (var (value, variable, _) in parameters)
        {
            var isArray = value.Shape.Kind == ShapeKind.Array;
            var method = value.Source switch
            {
                ParameterPlace.Query => isArray ? "Queries" : "Query",
                ParameterPlace.Header => isArray ? "Headers" : "Header",
                _ => null,
            };
            text += method is null ? "" : $".{method}({Code.Literal(value.Name)}, {variable})";
        }

        text += stream.Kind is StreamKind.Pull or StreamKind.PullItems ? ".WithErrorEvent()" : "";
        if (stream.PingInterval is { } ping)
        {
            text += $".PingInterval({ping.ToString(System.Globalization.CultureInfo.InvariantCulture)})";
        }

        var body = parameters.FirstOrDefault(p => p.Value.Source == ParameterPlace.Body);
        var content = body.Value is null
            ? "null"
            : Content(body.Value.Shape, body.Variable, body.Type.EndsWith("?", StringComparison.Ordinal));
        var end = stream.End == StreamEnd.Done ? "\"[DONE]\"" : "null";
        var resumable = stream.IsResumable ? ", isResumable: true" : "";
        return text + (content == "null" && end == "null" && !stream.IsResumable ? ".Build()" : $".Build({content}, {end}{resumable})");
    }

    /// <summary>Returns the function that writes the body. Null is not sent, since the server may not accept it.</summary>
    private string Content(Shape shape, string variable, bool isNullable)
    {
        var value = isNullable && types.IsValueType(shape) ? variable + ".Value" : variable;
        var field = Field(types.Of(shape with { IsNullable = false }));
        return (isNullable ? variable + " is null ? null : " : "")
            + $"() => global::System.Text.Json.JsonSerializer.SerializeToUtf8Bytes({value}, Info(ref this.{field}))";
    }

    /// <summary>
    /// Returns the value of a parameter of the route. Without a required value, the address would be that of another endpoint.
    /// </summary>
    private string RouteValue(IReadOnlyList<(ContractParameter Value, string Variable, string Type)> parameters, RouteParts part)
    {
        var (value, variable, type) = parameters.FirstOrDefault(
            p => p.Value.Source == ParameterPlace.Route && p.Value.Name.Equals(part.Text, StringComparison.OrdinalIgnoreCase));
        if (value is null)
        {
            return "(string?)null";
        }

        var isNeverNull = types.IsValueType(value.Shape) && !type.EndsWith("?", StringComparison.Ordinal);
        return part.MayBeMissing || isNeverNull
            ? variable
            : $"{variable} ?? throw new global::System.ArgumentNullException({Code.Literal(variable.TrimStart('@'))})";
    }

    /// <summary>Returns the parameters: required ones first, and those of the route in its order.</summary>
    private List<(ContractParameter Value, string Variable, string Type)> Parameters(ContractStream stream)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "call", "cancellationToken" };
        var route = RouteParts.Of(stream.Route).Where(p => p.IsParameter).Select(p => p.Text).ToList();
        return stream.Parameters
            .OrderByDescending(p => p.IsRequired)
            .ThenBy(p => p.Source)
            .ThenBy(p => route.IndexOf(p.Name))
            .Select(p => (p, Choose(taken, p.Name), TypeOf(p)))
            .ToList();
    }

    private string TypeOf(ContractParameter parameter)
    {
        var shape = parameter.Shape.Kind == ShapeKind.Array && parameter.Source != ParameterPlace.Body
            ? $"global::System.Collections.Generic.IEnumerable<{types.Of(parameter.Shape.Item)}>"
            : types.Of(parameter.Shape);
        return parameter.IsRequired || shape.EndsWith("?", StringComparison.Ordinal) ? shape : shape + "?";
    }

    private static string Choose(HashSet<string> taken, string name)
    {
        var letters = new string([.. name.Where(SyntaxFacts.IsIdentifierPartCharacter)]);
        var camel = letters.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(letters[0])
            ? "value" + letters
            : char.ToLowerInvariant(letters[0]) + letters.Substring(1);
        var candidate = camel;
        for (var i = 2; !taken.Add(candidate); i++)
        {
            candidate = camel + i;
        }

        return Code.Escape(candidate);
    }
}
