using System;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>The files that generators write, by the name that they give them.</summary>
internal static class GeneratedTrees
{
    public static bool Contains(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
