namespace Sisk.Sse.Redis.Node;

/// <summary>Shares the streams of a test server through PostgreSQL.</summary>
internal static class Backplane
{
    internal static void Add(EventStreamsBuilder builder, string database, string application) => builder.AddPostgreSql(options =>
    {
        options.ConnectionString = database;
        options.ApplicationName = application;
        options.CountConnections = true;
        options.ServerTimeout = TimeSpan.FromSeconds(2);
    });
}
