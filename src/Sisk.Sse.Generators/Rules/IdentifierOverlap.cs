using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Determines whether two streams can give a connection the same identifier.</summary>
internal static class IdentifierOverlap
{
    public static bool CanBeEqual(AnnotatedMethod left, AnnotatedMethod right) =>
        left.Identifier.Segments.Count == right.Identifier.Segments.Count
        && left.Identifier.Segments.Zip(right.Identifier.Segments, (l, r) => CanBeEqual(l, left, r, right)).All(equal => equal);

    private static bool CanBeEqual(RoutePart left, AnnotatedMethod leftMethod, RoutePart right, AnnotatedMethod rightMethod) =>
        (left.IsParameter, right.IsParameter) switch
        {
            (true, true) => true,
            (true, false) => CanBe(left, leftMethod, right.Text),
            (false, true) => CanBe(right, rightMethod, left.Text),
            _ => left.Text == right.Text,
        };

    /// <summary>Determines whether a parameter can have a text. Only the usual types of keys exclude any text.</summary>
    private static bool CanBe(RoutePart parameter, AnnotatedMethod method, string text)
    {
        var type = IdentifierRules.FindKey(parameter.Text, method.Parameters)?.Type.UnwrapNullable();
        return type switch
        {
            null => true,
            { SpecialType: SpecialType.System_Boolean } => text is "True" or "False",
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => text.All(c => char.IsDigit(c) || c == '-'),
            { TypeKind: TypeKind.Enum } => type.GetMembers(text).Length > 0 || text.All(char.IsDigit),
            _ when type.Is("System", "Guid") => Guid.TryParse(text, out _),
            _ => true,
        };
    }
}
