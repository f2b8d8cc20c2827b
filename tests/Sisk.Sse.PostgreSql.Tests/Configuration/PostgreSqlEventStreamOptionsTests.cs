using Microsoft.Extensions.Options;

namespace Sisk.Sse.PostgreSql.Tests.Configuration;

/// <summary>Options that cannot work are rejected when the application starts, with the reason.</summary>
public sealed class PostgreSqlEventStreamOptionsTests
{
    [Fact]
    public void Connection_string_is_required() =>
        Rejects("ConnectionString is missing.", static options => options.ConnectionString = " ");

    [Theory]
    [InlineData("Host=db;Pasword=hunter2", "Couldn't set pasword")]
    [InlineData("Host=db;Port=hunter2", "Couldn't set port")]
    [InlineData("hunter2", "Format of the initialization string does not conform to specification starting at index 0.")]
    public void Connection_string_is_understood_by_Npgsql(string connectionString, string cause)
    {
        var failure = Rejects($"ConnectionString is not valid. {cause}", options => options.ConnectionString = connectionString);

        Assert.DoesNotContain("hunter2", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Application_name_is_not_empty() => Rejects("ApplicationName is empty.", static options => options.ApplicationName = "");

    [Theory]
    [InlineData("")]
    [InlineData("with \"quotes\"")]
    [InlineData("pg_streams")]
    [InlineData("a name of more than sixty-three characters, which PostgreSQL would cut")]
    public void Schema_is_a_name(string schema) => Rejects($"Schema is '{schema}'.", options => options.Schema = schema);

    [Fact]
    public void Options_of_every_log_are_checked() => Rejects("MaxWait is 00:00:00.", static options => options.MaxWait = TimeSpan.Zero);

    [Fact]
    public void Defaults_are_accepted()
    {
        using var services = Services(static _ => { });

        Assert.Equal("sisk_sse", services.GetRequiredService<IOptions<PostgreSqlEventStreamOptions>>().Value.Schema);
    }

    private static string Rejects(string message, Action<PostgreSqlEventStreamOptions> configure)
    {
        using var services = Services(configure);

        var failure =
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PostgreSqlEventStreamOptions>>().Value);

        Assert.StartsWith("PostgreSqlEventStreamOptions." + message, failure.Message, StringComparison.Ordinal);
        return failure.Message;
    }

    private static ServiceProvider Services(Action<PostgreSqlEventStreamOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddEventStreams().AddPostgreSql(options =>
        {
            options.ConnectionString = "Host=nowhere";
            configure(options);
        });
        return services.BuildServiceProvider();
    }
}
