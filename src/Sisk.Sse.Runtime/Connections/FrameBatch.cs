using System.Runtime.CompilerServices;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>Frames that were taken from a queue in one go, on the stack.</summary>
[InlineArray(Capacity)]
internal struct FrameBatch
{
    internal const int Capacity = 16;

    private Frame _first;
}
