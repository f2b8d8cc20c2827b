namespace Sisk.Sse.Inspection.Messages;

/// <summary>The answer to an action, and the status of the response.</summary>
internal sealed record ActionView(string Message, int Status = 200);
