using System;

namespace Sisk.Sse.Contracts;

/// <summary>The formats of primitives that several readers of a contract tell apart.</summary>
internal static class Formats
{
    /// <summary>The end of the format of numbers that are written as names if they are not finite.</summary>
    public const string Named = "-named";

    public static bool IsNamed(this Shape shape) => shape.Kind == ShapeKind.Number && shape.Name.EndsWith(Named, StringComparison.Ordinal);
}
