namespace Sisk.Sse.Publishing;

/// <summary>The answer to a request that has published.</summary>
/// <param name="Events">The number of events.</param>
/// <param name="FirstId">The id of the first event, as clients of the stream receive it.</param>
/// <param name="LastId">The id of the last event.</param>
internal sealed record PublishAnswer(int Events, string FirstId, string LastId);
