using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Resume;

public sealed class ResumeTestsOverSocket() : ResumeTests(TestTransport.Socket);

public sealed class ResumeTestsOverPipe() : ResumeTests(TestTransport.Pipe);

public sealed class ResumeTestsOverHttp2() : ResumeTests(TestTransport.Http2);

public sealed class SeamTestsOverSocket() : SeamTests(TestTransport.Socket);

public sealed class SeamTestsOverPipe() : SeamTests(TestTransport.Pipe);

public sealed class SeamTestsOverHttp2() : SeamTests(TestTransport.Http2);
