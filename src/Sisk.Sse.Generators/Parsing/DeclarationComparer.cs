using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Whether two versions of a file declare the same: everything but the bodies of methods, the initialisers of fields and comments.
/// No model can depend on those, and most keystrokes happen there.
/// </summary>
internal sealed class DeclarationComparer : IEqualityComparer<SyntaxTree>
{
    public static DeclarationComparer Instance { get; } = new();

    public bool Equals(SyntaxTree left, SyntaxTree right) =>
        ReferenceEquals(left, right)
        || (left.Options.Equals(right.Options)
            && left.IsEquivalentTo(right, topLevel: true)
            && !HasSkippedText(left)
            && !HasSkippedText(right));

    /// <summary>Text that the parser could make nothing of is left out of the comparison, and can make a constant none.</summary>
    private static bool HasSkippedText(SyntaxTree tree) => tree.GetRoot().ContainsSkippedText;

    public int GetHashCode(SyntaxTree tree) => 0;
}
