using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the types of a stream's events.</summary>
internal static class PayloadParser
{
    public static PayloadModel Parse(ITypeSymbol payload, IReadOnlyList<ITypeSymbol> types, IMethodSymbol method)
    {
        var isAlone = types is [var only] && SymbolEqualityComparer.Default.Equals(only, payload);
        var name = TypeNames.Of(payload);
        var bareName = payload.NullableAnnotation == NullableAnnotation.Annotated ? TypeNames.Bare(payload) : name;
        var events = isAlone ? ParseOnly(payload, name, method) : types.Select(ParseOne).ToEquatableArray();
        return new PayloadModel(name, bareName, !isAlone, events, AccessRules.IsPublic(payload));
    }

    /// <summary>
    /// Reads the only type of a stream. It has no name on the wire unless one is given, so that <c>onmessage</c> receives it.
    /// </summary>
    private static EquatableArray<EventModel> ParseOnly(ITypeSymbol type, string name, IMethodSymbol method) => new([Create(
        type,
        name,
        EventRules.IsFramework(type) ? EventNames.ToPascalCase(method.Name) : EventNames.ToMethodPart(type),
        EventRules.FindGivenName(type),
        depth: 0)]);

    private static EventModel ParseOne(ITypeSymbol type) => Create(
        type,
        TypeNames.Bare(type),
        EventNames.ToMethodPart(type),
        EventRules.FindGivenName(type) ?? EventNames.ToCamelCase(type.Name),
        ((INamedTypeSymbol)type).SelfAndBases().Count());

    private static EventModel Create(ITypeSymbol type, string name, string methodName, string? eventName, int depth)
    {
        var broadcastType = type.IsNullableValue() || type.NullableAnnotation == NullableAnnotation.Annotated
            ? TypeNames.Bare(type.UnwrapNullable())
            : name;
        return new EventModel(
            name,
            broadcastType,
            TypeNames.ForSignature(type, broadcastType),
            type.SpecialType == SpecialType.System_String,
            methodName,
            eventName,
            depth,
            AccessRules.IsPublic(type));
    }
}
