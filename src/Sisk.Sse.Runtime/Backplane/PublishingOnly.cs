namespace Sisk.Sse.Backplane;

/// <summary>Marks a host that broadcasts and serves no streams. It follows no log and keeps no history.</summary>
internal sealed class PublishingOnly;
