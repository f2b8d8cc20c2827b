using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>The state of an event source at some point of a function.</summary>
/// <param name="StartedBy">The call that has sent the headers on some path; null if none has on any path.</param>
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

    /// <summary>Returns the state after two paths meet.</summary>
    public SourceState Or(SourceState other) => new(StartedBy ?? other.StartedBy, IsClosed && other.IsClosed);
}
