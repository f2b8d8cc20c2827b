namespace LiveBoard.Load;

/// <summary>Reads one kind of load of this machine.</summary>
internal interface ILoadReader<out T>
{
    /// <summary>Gets the source of the figures, in words for the page.</summary>
    string Source { get; }

    /// <summary>The load now, or, for a rate, since the call before. The first call of a rate only sets the starting point.</summary>
    T Read();
}
