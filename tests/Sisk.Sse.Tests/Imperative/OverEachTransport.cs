using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Imperative;

public sealed class SendTestsOverSocket() : SendTests(TestTransport.Socket);

public sealed class SendTestsOverPipe() : SendTests(TestTransport.Pipe);

public sealed class SendTestsOverHttp2() : SendTests(TestTransport.Http2);

public sealed class PingTestsOverSocket() : PingTests(TestTransport.Socket);

public sealed class PingTestsOverPipe() : PingTests(TestTransport.Pipe);

public sealed class PingTestsOverHttp2() : PingTests(TestTransport.Http2);

public sealed class WaitingTestsOverSocket() : WaitingTests(TestTransport.Socket);

public sealed class WaitingTestsOverPipe() : WaitingTests(TestTransport.Pipe);

public sealed class WaitingTestsOverHttp2() : WaitingTests(TestTransport.Http2);

public sealed class CollectionTestsOverSocket() : CollectionTests(TestTransport.Socket);

public sealed class CollectionTestsOverPipe() : CollectionTests(TestTransport.Pipe);

public sealed class CollectionTestsOverHttp2() : CollectionTests(TestTransport.Http2);
