using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
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
        var unknown = new NpgsqlException(
            "Name or service not known", new SocketException((int)SocketError.HostNotFound, "Name or service not known"));
        var hosts = new NpgsqlException("Unable to connect to a suitable host.", new AggregateException(
            new NpgsqlException(
                "Failed to connect to db1:5432", new SocketException((int)SocketError.ConnectionRefused, "Connection refused"))));

        Assert.Equal(
            [
                "Exception while reading from stream: Timeout during reading attempt.",
                "Name or service not known.",
                "No host can be used: Failed to connect to db1:5432: Connection refused.",
            ],
            new[] { lost, unknown, hosts }.Select(static failure => Failures.Describe(failure, wasSent: false).Message));
    }

    [Fact]
    public async Task Failure_of_all_hosts_names_the_causes_while_they_are_not_tried_again()
    {
        await using var database = new LogDatabase(
            Options.Create(
                new PostgreSqlEventStreamOptions { ConnectionString = "Host=127.0.0.1:1,127.0.0.1:2;Host Recheck Seconds=3600" }),
            TimeProvider.System,
            NullLogger<LogDatabase>.Instance);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var failure = await Assert.ThrowsAsync<EventLogException>(
                async () => await database.NotifyAsync("channel", TestContext.Current.CancellationToken));

            Assert.StartsWith("No host can be used: Failed to connect to 127.0.0.1:1: ", failure.Message, StringComparison.Ordinal);
            Assert.False(failure.MayBeDone);
        }
    }

    [Theory]
    [InlineData("db1.internal")]
    [InlineData("db1.internal,db2.internal")]
    public void Failure_to_find_a_host_names_it(string host)
    {
        var unknown = new NpgsqlException(
            "Name or service not known", new SocketException((int)SocketError.HostNotFound, "Name or service not known"));
        Exception failure = host.Contains(',', StringComparison.Ordinal)
            ? new NpgsqlException("Unable to connect to a suitable host.", new AggregateException(unknown, unknown))
            : unknown;

        Assert.EndsWith(
            $"Name or service not known. Check the Host of the connection string: {host}.",
            Failures.Describe(failure, wasSent: false, host).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_is_described_in_one_line_without_the_data_of_rows()
    {
        var failure = new PostgresException(
            "deadlock detected", "ERROR", "ERROR", "40P01", detail: "Key (name)=(secret)", hint: "See server log.", position: 7);

        Assert.Equal("40P01: deadlock detected", Failures.Describe(failure, wasSent: true).Message);
        Assert.Equal(
            "No host can be used: 40P01: deadlock detected.",
            Failures.Describe(new NpgsqlException("Unable to connect.", new AggregateException(failure)), wasSent: true).Message);
    }

    [Fact]
    public void Refused_connection_names_what_the_database_said()
    {
        const string Text = "no pg_hba.conf entry for host \"10.0.0.7\", user \"shop\", database \"shop\", no encryption";

        Assert.Equal(
            $"PostgreSQL refused the connection: {Text}. Check the user in PostgreSqlEventStreamOptions.ConnectionString, and pg_hba.conf.",
            Failures.Refusal(new PostgresException(Text, "FATAL", "FATAL", "28000")));
    }

    [Fact]
    public void Certificate_that_is_not_trusted_is_a_refusal()
    {
        var untrusted = new NpgsqlException(
            "Exception while performing SSL handshake", new AuthenticationException("The remote certificate was rejected."));
        var offline = new NpgsqlException("Failed to connect to db2:5432", new SocketException((int)SocketError.ConnectionRefused));

        Assert.Equal(
            "TLS with PostgreSQL failed: The remote certificate was rejected. "
            + "Check the certificates, and SSL Mode and Root Certificate in PostgreSqlEventStreamOptions.ConnectionString.",
            Failures.Refusal(untrusted));
        Assert.NotNull(Failures.Refusal(Several(untrusted, untrusted)));
        Assert.Null(Failures.Refusal(Several(untrusted, offline)));

        static NpgsqlException Several(params Exception[] hosts) =>
            new("Unable to connect to a suitable host.", new AggregateException(hosts));
    }

    private static EventLogException Describe(string severity, string code, bool wasSent) =>
        Failures.Describe(new PostgresException("failed", severity, severity, code), wasSent);
}
