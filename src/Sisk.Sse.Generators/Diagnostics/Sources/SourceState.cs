using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>The state of an event source at some point of a function.</summary>
/// <param name="StartedBy">The call with which the headers have left on some path; null where they have not on any.</param>
/// <param name="IsClosed">True if it is closed on every path.</param>
internal readonly record struct SourceState(string? StartedBy, bool IsClosed)
{
    public SourceState After(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        var method when SourceSymbols.Closes(method) => this with { IsClosed = true },
        var method when SourceSymbols.Sends(method) || SourceSymbols.Waits(method) || SourceSymbols.StartsPings(call) =>
            this with { StartedBy = StartedBy ?? method },
        _ => this,
    };

    /// <summary>Returns the state where two paths meet.</summary>
    public SourceState Or(SourceState other) => new(StartedBy ?? other.StartedBy, IsClosed && other.IsClosed);
}
