namespace Sisk.Sse.Inspection.Messages;

/// <summary>
/// All streams at one time, the time at which counting began, in milliseconds since 1970, and the servers that are summed up.
/// </summary>
internal sealed record SampleView(long Since, IReadOnlyList<string> Servers, IReadOnlyList<StreamView> Streams);
