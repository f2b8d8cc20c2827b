using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Ends;

public sealed class EndTestsOverSocket() : EndTests(TestTransport.Socket);

public sealed class EndTestsOverPipe() : EndTests(TestTransport.Pipe);

public sealed class EndTestsOverHttp2() : EndTests(TestTransport.Http2);
