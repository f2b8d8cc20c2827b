namespace Sisk.Sse.Backplane;

/// <summary>
/// The size of the calls to a database, adapted to the speed of the connection. After a timeout, the same call would fail again.
/// </summary>
internal sealed class PageSize
{
    /// <summary>The maximum size in bytes. Whatever is larger is a call of its own.</summary>
    internal const int Max = 1024 * 1024;

    /// <summary>Gets the size of the next call in bytes.</summary>
    internal int Bytes { get; private set; } = Max;

    internal void Grow() => Bytes = Math.Min(Max, Bytes * 2);

    /// <summary>Makes the next call smaller, if this one has timed out.</summary>
    internal void Shrink(EventLogException exception) => Bytes = exception.IsTimeout ? Math.Max(1, Bytes / 4) : Bytes;
}
