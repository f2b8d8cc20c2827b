using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>Names that the language reserves.</summary>
internal static class Keywords
{
    /// <summary>Returns the name, with an @ before it if it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || name == "await" ? "@" + name : name;

    /// <summary>Escapes each part of a name with dots.</summary>
    public static string EscapeParts(string name) => string.Join(".", name.Split('.').Select(Escape));
}
