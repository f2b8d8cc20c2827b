using Sisk.Sse.PostgreSql.Tests.Support;

// One server for all tests that do not disturb it. Each test has its own application name, and so its own logs.
[assembly: AssemblyFixture(typeof(PostgreSqlServer))]
