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
        if (id.EndsWith("[]", System.StringComparison.Ordinal))
        {
            return Find(id.Substring(0, id.Length - 2)) is { } item ? compilation.CreateArrayTypeSymbol(item) : null;
        }

        if (id.EndsWith("?", System.StringComparison.Ordinal))
        {
            return Find(id.Substring(0, id.Length - 1)) is not { } type ? null
                : type.IsValueType ? compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type)
                : type.WithNullableAnnotation(NullableAnnotation.Annotated);
        }

        return _keywords.TryGetValue(id, out var keyword) ? compilation.GetSpecialType(keyword) : FindNamed(id);
    }

    private INamedTypeSymbol? FindNamed(string id)
    {
        var start = id.IndexOf('<');
        var arguments = start < 0 ? [] : Split(id.Substring(start + 1, id.Length - start - 2)).Select(Find).ToArray();
        var name = start < 0
            ? id
            : id.Substring(0, start) + "`" + arguments.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return compilation.GetTypeByMetadataName(name) is { } type
            && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
            && arguments.All(argument => argument is not null)
            && type.TypeParameters.Length == arguments.Length
                ? arguments.Length == 0 ? type : type.Construct(arguments!)
                : null;
    }

    /// <summary>Splits text at the commas that are not in brackets.</summary>
    private static IEnumerable<string> Split(string list)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[i] == ',' && depth == 0)
            {
                yield return list.Substring(start, i - start);
                start = i + 1;
            }
        }

        yield return list.Substring(start);
    }
}
