using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

public sealed class HostileClientTestsOverSocket() : HostileClientTests(TestTransport.Socket);

public sealed class HostileClientTestsOverPipe() : HostileClientTests(TestTransport.Pipe);

public sealed class HostileClientTestsOverHttp2() : HostileClientTests(TestTransport.Http2);
