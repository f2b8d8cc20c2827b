using System;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>Recognizes generated files by their names.</summary>
internal static class GeneratedTrees
{
    public static bool Contains(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
