using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>Finds the type of an id in a contract, such as "Shop.Page&lt;Shop.Item+Part&gt;".</summary>
internal sealed class TypeFinder(Compilation compilation)
{
    private static readonly Dictionary<string, SpecialType> _keywords = new()
    {
        ["bool"] = SpecialType.System_Boolean,
        ["byte"] = SpecialType.System_Byte,
        ["sbyte"] = SpecialType.System_SByte,
        ["char"] = SpecialType.System_Char,
        ["decimal"] = SpecialType.System_Decimal,
        ["double"] = SpecialType.System_Double,
        ["float"] = SpecialType.System_Single,
        ["int"] = SpecialType.System_Int32,
        ["uint"] = SpecialType.System_UInt32,
        ["long"] = SpecialType.System_Int64,
        ["ulong"] = SpecialType.System_UInt64,
        ["short"] = SpecialType.System_Int16,
        ["ushort"] = SpecialType.System_UInt16,
        ["object"] = SpecialType.System_Object,
        ["string"] = SpecialType.System_String,
    };

    /// <summary>Returns the type; null if the compilation does not have it, or cannot access it.</summary>
    public ITypeSymbol? Find(string id)
    {
        if (id.EndsWith("[]", StringComparison.Ordinal))
        {
            return Find(id.Substring(0, id.Length - 2)) is { } item ? compilation.CreateArrayTypeSymbol(item) : null;
        }

        if (id.EndsWith("?", StringComparison.Ordinal))
        {
            return Find(id.Substring(0, id.Length - 1)) is not { } type ? null
                : type.IsValueType ? compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type)
                : type.WithNullableAnnotation(NullableAnnotation.Annotated);
        }

        return _keywords.TryGetValue(id, out var keyword) ? compilation.GetSpecialType(keyword) : FindNamed(id);
    }

    private INamedTypeSymbol? FindNamed(string id)
    {
        var type = (INamedTypeSymbol?)null;
        foreach (var part in Split(id, '+'))
        {
            // The text may have been edited by hand.
            var start = part.EndsWith(">", StringComparison.Ordinal) ? part.IndexOf('<') : -1;
            var name = start < 0 ? part : part.Substring(0, start);
            var arguments = start < 0 ? [] : Split(part.Substring(start + 1, part.Length - start - 2), ',').Select(Find).ToArray();
            var definition = type is null
                ? compilation.GetTypeByMetadataName(arguments.Length == 0 ? name : name + "`" + arguments.Length)
                : type.GetTypeMembers(name, arguments.Length).FirstOrDefault();
            if (definition is null || arguments.Any(argument => argument is null))
            {
                return null;
            }

            type = arguments.Length == 0 ? definition : definition.Construct(arguments!);
        }

        return type is not null && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) ? type : null;
    }

    /// <summary>Splits text at the separators that are not in brackets.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[i] == separator && depth == 0)
            {
                yield return text.Substring(start, i - start);
                start = i + 1;
            }
        }

        yield return text.Substring(start);
    }
}
