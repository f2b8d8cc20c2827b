using System.ComponentModel;
using Sisk.Sse.Log;

namespace Sisk.Sse.CompilerServices;

/// <summary>The facts about a push stream that are known at compile time. For generated code.</summary>
/// <param name="name">The assembly and the method's full name. Endpoint and broadcaster share a topic by it, on every server.</param>
/// <param name="uniqueIdentifier"><see langword="true"/> if each connection's identifier ends in a segment of its own.</param>
/// <param name="history">The stream's own history bounds; <see langword="null"/> for the application's.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamDefinition(string name, bool uniqueIdentifier, EventHistoryAttribute? history)
{
    internal string Name { get; } = name;

    internal bool UniqueIdentifier { get; } = uniqueIdentifier;

    internal EventHistoryAttribute? History { get; } = history;
}
