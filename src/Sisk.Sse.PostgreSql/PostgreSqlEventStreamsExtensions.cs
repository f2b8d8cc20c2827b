using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Sisk.Sse.PostgreSql.Client;
using Sisk.Sse.PostgreSql.Configuration;
using Sisk.Sse.PostgreSql.Log;

namespace Sisk.Sse;

/// <summary>Extension methods that share event streams across servers with PostgreSQL.</summary>
public static class PostgreSqlEventStreamsExtensions
{
    /// <summary>Shares every push stream across the servers of the application, with its log in PostgreSQL.</summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="connectionString">The connection string of Npgsql, for example <c>Host=db;Database=shop;Username=shop</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static EventStreamsBuilder AddPostgreSql(this EventStreamsBuilder builder, string connectionString) =>
        builder.AddPostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>
    /// Shares every push stream across the servers of the application over an existing data source, which is not disposed.
    /// </summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="dataSource">The data source.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static EventStreamsBuilder AddPostgreSql(this EventStreamsBuilder builder, NpgsqlDataSource dataSource) =>
        builder.AddPostgreSql(options => options.DataSource = dataSource);

    /// <summary>Shares every push stream across the servers of the application, with its log in PostgreSQL.</summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="configure">The delegate that sets the options. It must set the connection string or the data source.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is null.</exception>
    public static EventStreamsBuilder AddPostgreSql(this EventStreamsBuilder builder, Action<PostgreSqlEventStreamOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptions<PostgreSqlEventStreamOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlEventStreamOptions>, PostgreSqlEventStreamOptionsValidator>());
        services.TryAddSingleton<LogDatabase>();
        return builder.AddEventLog(
            static provider => ActivatorUtilities.CreateInstance<PostgreSqlEventLog>(provider),
            static provider => provider.GetRequiredService<IOptions<PostgreSqlEventStreamOptions>>().Value);
    }
}
