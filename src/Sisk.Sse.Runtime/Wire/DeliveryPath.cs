using System.Runtime.CompilerServices;

namespace Sisk.Sse.Wire;

/// <summary>The options with which the methods of a delivery are compiled.</summary>
internal static class DeliveryPath
{
    /// <summary>
    /// Optimized at the first call. The runtime would first run a method without optimization, and replace it a tenth of a second after the
    /// server has started or a new path is taken. The first burst is over by then.
    /// </summary>
    internal const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// Compiled into its callers. The runtime does not do so where its statistics, of single events, say that it is rarely called.
    /// </summary>
    internal const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
}
