namespace Sisk.Sse.Client.Tests.Server
{
    /// <summary>A client that shares the server's types.</summary>
    [EventStreamClient("own.json")]
    public partial class OwnStreams;
}

namespace Sisk.Sse.Client.Tests.Remote
{
    /// <summary>A client that has types of its own.</summary>
    [EventStreamClient("remote.json")]
    public partial class RemoteStreams;
}
