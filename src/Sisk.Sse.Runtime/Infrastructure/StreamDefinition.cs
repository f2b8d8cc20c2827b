using System.ComponentModel;

namespace Sisk.Sse.Infrastructure;

/// <summary>What is fixed about a push stream when it is compiled. For generated code.</summary>
/// <param name="name">The method's full name, by which endpoint and broadcaster meet.</param>
/// <param name="uniqueIdentifier">Whether each connection's identifier ends in a segment of its own.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamDefinition(string name, bool uniqueIdentifier)
{
    /// <summary>The method's full name.</summary>
    internal string Name { get; } = name;

    /// <summary>Whether each connection's identifier ends in a segment of its own.</summary>
    internal bool UniqueIdentifier { get; } = uniqueIdentifier;
}
