using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Pull;

public sealed class PullTestsOverSocket() : PullTests(TestTransport.Socket);

public sealed class PullTestsOverPipe() : PullTests(TestTransport.Pipe);

public sealed class PullTestsOverHttp2() : PullTests(TestTransport.Http2);
