namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>What is known of an event source at some point of a function.</summary>
/// <param name="StartedBy">The call with which the headers have left on some path; null where they have not on any.</param>
/// <param name="IsClosed">Whether it is closed on every path.</param>
internal readonly record struct SourceState(string? StartedBy, bool IsClosed)
{
    public SourceState After(string method) => method switch
    {
        _ when SourceSymbols.Closes(method) => this with { IsClosed = true },
        _ when SourceSymbols.Sends(method) || SourceSymbols.Waits(method) => this with { StartedBy = StartedBy ?? method },
        _ => this,
    };

    /// <summary>Where two paths meet.</summary>
    public SourceState Or(SourceState other) => new(StartedBy ?? other.StartedBy, IsClosed && other.IsClosed);
}
