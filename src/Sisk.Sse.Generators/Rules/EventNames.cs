using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The names of events on the wire and in method names.</summary>
internal static class EventNames
{
    /// <summary>
    /// Returns the type's name as <c>JsonNamingPolicy.CamelCase</c> writes it: <c>URLChanged</c> gives <c>urlChanged</c>.
    /// </summary>
    public static string ToCamelCase(string name)
    {
        var characters = name.ToCharArray();
        for (var i = 0; i < characters.Length && char.IsUpper(characters[i]); i++)
        {
            var isLastOfRun = i > 0 && i + 1 < characters.Length && !char.IsUpper(characters[i + 1]);
            if (isLastOfRun)
            {
                break;
            }

            characters[i] = char.ToLowerInvariant(characters[i]);
        }

        return new string(characters);
    }

    /// <summary>Returns the part of a method's name for a type: <c>Change&lt;Foo&gt;</c> gives <c>ChangeOfFoo</c>.</summary>
    public static string ToMethodPart(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => ToMethodPart(array.ElementType) + "Array",
        _ when type.IsNullableValue() => ToMethodPart(type.UnwrapNullable()),
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } =>
            type.Name + "Of" + string.Join("And", arguments.Select(ToMethodPart)),
        _ => ToPascalCase(type.Name),
    };

    public static string ToPascalCase(string name) =>
        name.Length == 0 || !char.IsLower(name[0]) ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
