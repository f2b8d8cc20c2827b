using Sisk.Sse.Client;

namespace BoardConsole;

/// <summary>LiveBoard's streams. Members and types are generated from the contract.</summary>
[EventStreamClient("streams.json")]
public sealed partial class BoardStreams;
