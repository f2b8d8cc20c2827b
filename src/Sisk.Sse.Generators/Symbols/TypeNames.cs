using System.Text;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>
/// Formats types for generated code. Names begin with <c>global::</c>, so that no type or namespace of the user's can hide them.
/// <c>ToDisplayString</c> would take ten times as long, and this runs for every endpoint after each edit of a declaration.
/// </summary>
internal static class TypeNames
{
    /// <summary>
    /// Returns the name of a type with its nullable annotation. <c>dynamic</c> becomes <c>object</c>, because calls with dynamic arguments
    /// are bound at run time, which neither generic methods nor interpolated strings support.
    /// </summary>
    public static string Of(ITypeSymbol type)
    {
        if (type is IDynamicTypeSymbol)
        {
            return type.NullableAnnotation == NullableAnnotation.Annotated ? "object?" : "object";
        }

        if (Keyword(type.SpecialType) is { } keyword && type.NullableAnnotation != NullableAnnotation.Annotated)
        {
            return keyword;
        }

        var text = new StringBuilder(64);
        Append(text, type, isSignature: false);
        return text.ToString();
    }

    /// <summary>Returns the name without the annotation of a reference type, as <c>typeof</c> and <c>new</c> require.</summary>
    public static string Bare(ITypeSymbol type) =>
        Of(type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type);

    /// <summary>
    /// Returns the name by which two overloads are distinguished: without annotations and the names of tuple elements, and with
    /// <c>object</c> for <c>dynamic</c>.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="name">Its usual name, which most types share.</param>
    public static string ForSignature(ITypeSymbol type, string name)
    {
        if (type is INamedTypeSymbol { TypeArguments.IsEmpty: true, NullableAnnotation: not NullableAnnotation.Annotated })
        {
            return name;
        }

        var text = new StringBuilder(64);
        Append(text, type, isSignature: true);
        return text.ToString();
    }

    /// <summary>Returns the name of a namespace, such as <c>Shop.Orders</c>, unescaped. Empty for the global namespace.</summary>
    public static string Of(INamespaceSymbol? symbol) => symbol switch
    {
        null or { IsGlobalNamespace: true } => "",
        { ContainingNamespace.IsGlobalNamespace: true } => symbol.Name,
        _ => Of(symbol.ContainingNamespace) + "." + symbol.Name,
    };

    private static void Append(StringBuilder text, ITypeSymbol type, bool isSignature)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AppendArray(text, array, isSignature);
                return;
            case IDynamicTypeSymbol:
                text.Append(isSignature ? "object" : "dynamic");
                break;
            case INamedTypeSymbol when type.IsNullableValue():
                Append(text, type.UnwrapNullable(), isSignature);
                text.Append(isSignature ? "" : "?");
                return;
            case INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple:
                AppendTuple(text, tuple, isSignature);
                return;
            case INamedTypeSymbol named:
                AppendNamed(text, named, isSignature);
                break;
            default:
                text.Append(type.Name);
                break;
        }

        AppendAnnotation(text, type, isSignature);
    }

    private static void AppendNamed(StringBuilder text, INamedTypeSymbol type, bool isSignature)
    {
        if (Keyword(type.SpecialType) is { } keyword)
        {
            text.Append(keyword);
            return;
        }

        if (type.ContainingType is { } container)
        {
            AppendNamed(text, container, isSignature);
            text.Append('.');
        }
        else
        {
            text.Append("global::");
            AppendNamespace(text, type.ContainingNamespace);
        }

        text.Append(Keywords.Escape(type.Name));
        AppendArguments(text, type, isSignature);
    }

    private static void AppendArguments(StringBuilder text, INamedTypeSymbol type, bool isSignature)
    {
        if (type.TypeArguments.Length == 0)
        {
            return;
        }

        text.Append('<');
        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            text.Append(i == 0 ? "" : type.IsUnboundGenericType ? "," : ", ");
            if (!type.IsUnboundGenericType)
            {
                Append(text, type.TypeArguments[i], isSignature);
            }
        }

        text.Append('>');
    }

    private static void AppendTuple(StringBuilder text, INamedTypeSymbol tuple, bool isSignature)
    {
        text.Append('(');
        for (var i = 0; i < tuple.TupleElements.Length; i++)
        {
            var element = tuple.TupleElements[i];
            text.Append(i == 0 ? "" : ", ");
            Append(text, element.Type, isSignature);
            text.Append(element.IsExplicitlyNamedTupleElement && !isSignature ? " " + Keywords.Escape(element.Name) : "");
        }

        text.Append(')');
    }

    /// <summary>
    /// Appends an array. The outer rank of an array of arrays comes first: the items of <c>int[,][]</c> are <c>int[]</c>.
    /// </summary>
    private static void AppendArray(StringBuilder text, IArrayTypeSymbol array, bool isSignature)
    {
        var ranks = new StringBuilder();
        ITypeSymbol element = array;
        while (element is IArrayTypeSymbol inner)
        {
            ranks.Append('[').Append(',', inner.Rank - 1).Append(']');
            AppendAnnotation(ranks, inner, isSignature);
            element = inner.ElementType;
        }

        Append(text, element, isSignature);
        text.Append(ranks);
    }

    /// <summary>Appends a namespace. An error type, such as the missing argument of <c>List&lt;&gt;</c>, has none.</summary>
    private static void AppendNamespace(StringBuilder text, INamespaceSymbol? symbol)
    {
        if (symbol is { IsGlobalNamespace: false })
        {
            AppendNamespace(text, symbol.ContainingNamespace);
            text.Append(Keywords.Escape(symbol.Name)).Append('.');
        }
    }

    private static void AppendAnnotation(StringBuilder text, ITypeSymbol type, bool isSignature)
    {
        if (!isSignature && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
        {
            text.Append('?');
        }
    }

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Void => "void",
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        _ => null,
    };
}
