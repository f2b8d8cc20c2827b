namespace Sisk.Sse.Inspection.Messages;

/// <summary>A sample of another server, with the connections that have ended from one position to another.</summary>
internal sealed record SampleAnswer(string Name, IReadOnlyList<StreamView> Streams, long From, long To, IReadOnlyList<EndedView> Ended);
