namespace Sisk.Sse;

/// <summary>A join or a leave: the values of a stream's keys got their first connection, or lost their last one.</summary>
/// <typeparam name="T">The value of the stream's key, or a tuple of the values of its keys.</typeparam>
public sealed class PresenceChange<T>
{
    internal PresenceChange(T keys, bool isPresent) => (Keys, IsPresent) = (keys, isPresent);

    /// <summary>Gets the value of the stream's key, or the values of its keys.</summary>
    public T Keys { get; }

    /// <summary>Gets a value indicating whether there is a connection now, on any server.</summary>
    public bool IsPresent { get; }
}
