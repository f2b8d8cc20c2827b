using System.Net.Sockets;
using Npgsql;
using Sisk.Sse.PostgreSql.Client;

namespace Sisk.Sse.PostgreSql.Tests.Client;

public sealed class FailuresTests
{
    [Theory]
    [InlineData("ERROR", "40P01")]
    [InlineData("ERROR", "40001")]
    [InlineData("ERROR", "42883")]
    [InlineData("ERROR", "53100")]
    [InlineData("ERROR", "57014")]
    public void Command_that_the_database_refused_is_not_done(string severity, string code) =>
        Assert.False(Describe(severity, code, wasSent: true).MayBeDone);

    [Theory]
    [InlineData("FATAL", "08P01")]
    [InlineData("ERROR", "08006")]
    [InlineData("FATAL", "57P01")]
    [InlineData("FATAL", "57P02")]
    [InlineData("ERROR", "57P03")]
    [InlineData("FATAL", "57P05")]
    [InlineData("FATAL", "25P03")]
    [InlineData("FATAL", "25P04")]
    [InlineData("ERROR", "40003")]
    [InlineData("ERROR", "58000")]
    [InlineData("ERROR", "XX000")]
    [InlineData("PANIC", "53100")]
    public void Command_whose_answer_a_pool_or_the_end_of_the_session_has_replaced_may_be_done(string severity, string code)
    {
        Assert.True(Describe(severity, code, wasSent: true).MayBeDone);
        Assert.False(Describe(severity, code, wasSent: false).MayBeDone);
    }

    [Fact]
    public void Failure_of_several_hosts_names_each_cause_once()
    {
        var failure = new NpgsqlException(
            "Unable to connect to a suitable host. Check inner exception for more details.",
            new AggregateException(
                new NpgsqlException("Failed to connect to db1:5432"),
                new NpgsqlException("Failed to connect to db1:5432"),
                new PostgresException("password authentication failed", "FATAL", "FATAL", "28P01")));

        Assert.Equal(
            "No host can be used: Failed to connect to db1:5432; 28P01: password authentication failed.",
            Failures.Describe(failure, wasSent: false).Message);
    }

    [Fact]
    public void Failure_of_a_connection_names_its_cause_once()
    {
        var lost = new NpgsqlException("Exception while reading from stream", new TimeoutException("Timeout during reading attempt"));
        var unknown = new NpgsqlException("Name or service not known", new SocketException((int)SocketError.HostNotFound, "Name or service not known"));
        var hosts = new NpgsqlException("Unable to connect to a suitable host.", new AggregateException(
            new NpgsqlException("Failed to connect to db1:5432", new SocketException((int)SocketError.ConnectionRefused, "Connection refused"))));

        Assert.Equal(
            [
                "Exception while reading from stream: Timeout during reading attempt.",
                "Name or service not known.",
                "No host can be used: Failed to connect to db1:5432: Connection refused.",
            ],
            new[] { lost, unknown, hosts }.Select(static failure => Failures.Describe(failure, wasSent: false).Message));
    }

    private static EventLogException Describe(string severity, string code, bool wasSent) =>
        Failures.Describe(new PostgresException("failed", severity, severity, code), wasSent);
}
