using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads an identifier's template, whose parameters are those of the method.</summary>
internal static class IdentifierParser
{
    /// <summary>Returns the identifier, without parameters that the method does not have.</summary>
    public static IdentifierModel Parse(IdentifierTemplate template, bool isUnique, IReadOnlyList<BoundParameter> parameters)
    {
        var segments = new List<SegmentModel>();
        var keysArePublic = true;
        foreach (var part in template.Segments)
        {
            if (!part.IsParameter)
            {
                segments.Add(new SegmentModel(EscapeBraces(part.Text)));
            }
            else if (IdentifierRules.FindKey(part.Text, parameters) is { Binding.Parser: { } parser } parameter)
            {
                var type = TypeNames.Of(parameter.Type);
                var isReference = parameter.Type.IsReferenceType;
                var mayBeNull = isReference ? parameter.Type.NullableAnnotation != NullableAnnotation.NotAnnotated : parser.IsNullable;
                var key = new KeyModel(parameter.Name, type, TypeNames.ForSignature(parameter.Type, type), isReference, mayBeNull, parser);
                segments.Add(new SegmentModel(parameter.Name, key));
                keysArePublic &= AccessRules.IsPublic(parameter.Type);
            }
        }

        return new IdentifierModel(segments.ToEquatableArray(), isUnique, keysArePublic);
    }

    /// <summary>Escapes braces in literal text, which would mark a parameter in the generated template.</summary>
    private static string EscapeBraces(string text) => text.Replace("{", "%7B").Replace("}", "%7D");
}
