using System.Runtime.CompilerServices;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>A stack buffer for what is taken from a queue under one lock.</summary>
[InlineArray(Capacity)]
internal struct FrameBatch
{
    internal const int Capacity = 16;

    private FrameRange _first;
}
