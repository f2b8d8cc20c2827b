namespace LiveBoard.Load;

/// <summary>Reads one kind of load of this machine.</summary>
internal interface ILoadReader<out T>
{
    /// <summary>Where the figures come from, in words for the page.</summary>
    string Source { get; }

    /// <summary>The load now, or, for a rate, since the call before. The first call of a rate only sets the starting point.</summary>
    T Read();
}
