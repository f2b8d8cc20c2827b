using System.ComponentModel;

namespace Sisk.Sse.Infrastructure;

/// <summary>What is fixed about a push stream when it is compiled. For generated code.</summary>
/// <param name="name">The method's full name, by which endpoint and broadcaster meet.</param>
/// <param name="keyCount">How many parameters its identifier has.</param>
/// <param name="uniqueIdentifier">Whether each connection's identifier ends in a segment of its own.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamDefinition(string name, int keyCount, bool uniqueIdentifier)
{
    /// <summary>The method's full name.</summary>
    public string Name { get; } = name;

    /// <summary>How many parameters the identifier has.</summary>
    public int KeyCount { get; } = keyCount;

    /// <summary>Whether each connection's identifier ends in a segment of its own.</summary>
    public bool UniqueIdentifier { get; } = uniqueIdentifier;
}
