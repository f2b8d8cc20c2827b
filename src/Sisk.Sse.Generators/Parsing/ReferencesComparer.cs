using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Compares the references of two compilations. After most edits, they are the same array.</summary>
internal sealed class ReferencesComparer : IEqualityComparer<ImmutableArray<MetadataReference>>
{
    public static ReferencesComparer Instance { get; } = new();

    public bool Equals(ImmutableArray<MetadataReference> left, ImmutableArray<MetadataReference> right) =>
        left == right || left.SequenceEqual(right);

    public int GetHashCode(ImmutableArray<MetadataReference> references) => references.Length;
}
