using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Push;

public sealed class StreamTestsOverSocket() : StreamTests(TestTransport.Socket);

public sealed class StreamTestsOverPipe() : StreamTests(TestTransport.Pipe);

public sealed class StreamTestsOverHttp2() : StreamTests(TestTransport.Http2);

public sealed class BroadcastTestsOverSocket() : BroadcastTests(TestTransport.Socket);

public sealed class BroadcastTestsOverPipe() : BroadcastTests(TestTransport.Pipe);

public sealed class BroadcastTestsOverHttp2() : BroadcastTests(TestTransport.Http2);
