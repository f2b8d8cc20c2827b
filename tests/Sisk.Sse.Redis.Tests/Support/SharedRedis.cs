using Sisk.Sse.Redis.Tests.Support;

// One server for all tests that leave it alone; each test's application has a name, and so keys, of its own.
[assembly: AssemblyFixture(typeof(RedisServer))]
