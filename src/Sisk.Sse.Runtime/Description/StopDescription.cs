using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Description;

/// <summary>Marks the endpoint that stops an answer of a resumable stream.</summary>
/// <param name="Stream">The request that resumes the stream, which has the same parameters.</param>
internal sealed record StopDescription(StreamDescription Stream);
