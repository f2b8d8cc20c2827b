namespace Sisk.Sse.Inspection.Messages;

/// <summary>The result of a search: the number of connections that match, and those of them that are listed.</summary>
internal sealed record SearchView(int Total, IReadOnlyList<ConnectionView> Connections);
