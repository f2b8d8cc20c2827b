using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads one stream of the contract.</summary>
internal static class StreamParser
{
    public static ContractStream Parse(AnnotatedMethod method, string name, TypeParser types)
    {
        var type = method.Symbol.ContainingType;
        var payload = method.Shape!.Payload;
        var values = method.Parameters.SelectMany(parameter => parameter.Values);
        var body = method.HasBody && BodyChoice.Find(values) is [var first, ..] ? first : null;
        return new ContractStream(
            TypeIds.Of(type),
            name,
            method.HasBody ? "POST" : "GET",
            method.Pattern,
            Kind(method.Shape.Form),
            End(method),
            payload is null ? null : types.Declare(payload, method.Events),
            values
                .Where(parameter =>
                    Place(parameter.Binding.Source) is { } place && (place != ParameterPlace.Body || ReferenceEquals(parameter, body)))
                .Select(parameter => ParseParameter(parameter, method, types))
                .OrderBy(parameter => parameter.Source)
                .ThenBy(parameter => parameter.Name, StringComparer.Ordinal)
                .ToEquatableArray(),
            payload is null
                ? default
                : method.Events.Select(e => ParseEvent(e, payload, method, types)).OrderBy(e => e.WireName, StringComparer.Ordinal)
                    .ToEquatableArray(),
            method.IsResumable,
            PingInterval(method));
    }

    private static ContractEvent ParseEvent(ITypeSymbol type, ITypeSymbol payload, AnnotatedMethod method, TypeParser types) => new(
        EventRules.FindWireName(type, payload, method.Symbol.ContainingAssembly),
        type.SpecialType == SpecialType.System_String ? Shape.Text() : types.Write(type),
        type.SpecialType == SpecialType.System_String);

    private static ContractParameter ParseParameter(BoundParameter parameter, AnnotatedMethod method, TypeParser types)
    {
        var binding = parameter.Binding;
        var place = Place(binding.Source)!.Value;
        var isKey = binding.IsKey
            && method.Shape!.Form == ReturnForm.Push
            && method.Identifier.Segments.Any(
                s => s.IsParameter && IdentifierRules.FindKey(s.Text, method.Parameters)?.Name == parameter.Name);
        return place == ParameterPlace.Body
            ? new ContractParameter("body", place, types.Write(parameter.Type), binding.Presence == Presence.Required, IsKey: false)
            : new ContractParameter(
                binding.WireName, place, types.Text(parameter.Type, binding.Presence), binding.Presence == Presence.Required, isKey);
    }

    private static StreamKind Kind(ReturnForm form) => form switch
    {
        ReturnForm.Push => StreamKind.Push,
        ReturnForm.Pull => StreamKind.Pull,
        ReturnForm.PullItems => StreamKind.PullItems,
        _ => StreamKind.Imperative,
    };

    private static StreamEnd End(AnnotatedMethod method) => (method.Shape!.Form, method.End) switch
    {
        (not (ReturnForm.Pull or ReturnForm.PullItems), _) or (_, "None") => StreamEnd.None,
        (_, "Done") => StreamEnd.Done,
        _ => StreamEnd.Event,
    };

    /// <summary>
    /// Returns the interval in milliseconds, rounded up; 0 for no pings, and null for the default. The method of an imperative stream
    /// starts its own pings. A value out of range is an error of the route.
    /// </summary>
    private static int? PingInterval(AnnotatedMethod method) =>
        (method.Shape!.Form, method.Attribute.Property("PingIntervalSeconds")) switch
        {
            (ReturnForm.Imperative, _) => 0,
            (_, double.PositiveInfinity) => 0,
            (_, double seconds) when RouteSettingRules.IsTime(seconds) => (int)Math.Ceiling(seconds * 1_000),
            _ => null,
        };

    private static ParameterPlace? Place(BindingSource source) => source switch
    {
        BindingSource.Route => ParameterPlace.Route,
        BindingSource.Query or BindingSource.RouteOrQuery => ParameterPlace.Query,
        BindingSource.Header => ParameterPlace.Header,
        BindingSource.Body or BindingSource.ServiceOrBody => ParameterPlace.Body,
        _ => null,
    };
}
