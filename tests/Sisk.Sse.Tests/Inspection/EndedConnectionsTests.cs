using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>The list of connections that have ended.</summary>
public sealed class EndedConnectionsTests
{
    [Fact]
    public void List_keeps_the_last_200()
    {
        var ended = new EndedConnections();
        var position = 0L;
        Add(ended, 1, 250);

        var all = ended.GetAfter(ref position);

        Assert.Equal(Enumerable.Range(51, 200).Select(static number => (long)number), all.Select(static one => one.Number));
        Assert.Equal(250, position);
        Assert.Empty(ended.GetAfter(ref position));
        Add(ended, 251, 3);
        Assert.Equal([251, 252, 253], ended.GetAfter(ref position).Select(static one => one.Number));
    }

    [Fact]
    public async Task Client_that_a_limit_refuses_is_listed_with_the_limit()
    {
        await using var app = await InspectorApp.StartAsync(options: static options => options.MaxConnections = 1);
        await using var first = await app.OpenAsync("/inspected/acme/1");
        await using var second = await app.OpenAsync("/inspected/acme/2");
        await second.RestAsync();
        await using var watching = await app.OpenAsync("/_streams/events");

        var ended = (await watching.ReadUntilAsync("ended"))[0];

        Assert.Equal(
            ("Rejected", "connections", "inspected/{tenant}/{number}"),
            (ended.GetProperty("reason").GetString(), ended.GetProperty("limit").GetString(), ended.GetProperty("stream").GetString()));
    }

    [Fact]
    public async Task Application_without_an_inspector_keeps_no_records()
    {
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");

        Assert.Null(app.Get<SessionHost>().Ended);
        Assert.Null(app.Get<SessionRegistry>().All().Single().Record);
    }

    private static void Add(EndedConnections ended, long first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            ended.Add(new ConnectionRecord { Number = number, Stream = "s", Kind = SessionKind.Push, Protocol = "HTTP/2" });
        }
    }
}
