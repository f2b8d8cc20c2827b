namespace Sisk.Sse.Client.Blazor;

/// <summary>The streams of Sisk.Sse.Client.Tests.</summary>
[EventStreamClient("remote.json")]
public partial class TestStreams;
