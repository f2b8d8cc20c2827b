using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Log;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using static Sisk.Sse.Tests.Publishing.PublisherApp;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Requests that are sent again with the same key.</summary>
public sealed class IdempotencyTests
{
    [Fact]
    public async Task Repeated_request_publishes_nothing_and_gets_the_same_answer()
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/everyone");

        var first = await app.PublishOnceAsync("one", Everyone, Announce("a"));
        var again = await app.PublishOnceAsync("\"one\"", Everyone, Announce("a"));
        var other = await app.PublishOnceAsync("two", Everyone, Announce("a"));

        Assert.Equal((false, true, false), (first.IsReplayed, again.IsReplayed, other.IsReplayed));
        Assert.Equal((first.Status, first.FirstId), (again.Status, again.FirstId));
        Assert.Equal([first.FirstId, other.FirstId], [(await reading.NextAsync())?.EventId, (await reading.NextAsync())?.EventId]);
    }

    [Fact]
    public async Task Key_of_another_body_or_stream_is_refused()
    {
        await using var app = await PublisherApp.StartAsync();
        await app.PublishOnceAsync("one", Everyone, Announce("a"));

        var body = await app.PublishOnceAsync("one", Everyone, Announce("b"));
        var stream = await app.PublishOnceAsync("one", Everyone.Replace("Everyone", "Handles", StringComparison.Ordinal), Announce("a"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (body.Status, stream.Status));
        Assert.Equal("The 'Idempotency-Key' belongs to another request.", body.Text("title"));
    }

    [Fact]
    public async Task Users_do_not_share_keys()
    {
        await using var app = await PublisherApp.StartAsync(services: QuerySignIn.Add);

        var ann = await app.PublishOnceAsync("one", Everyone + "?as=ann", Announce("a"));
        var bob = await app.PublishOnceAsync("one", Everyone + "?as=bob", Announce("b"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, false), (ann.Status, bob.Status, bob.IsReplayed));
        Assert.NotEqual(ann.FirstId, bob.FirstId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a\"b")]
    [InlineData("a, b", "c")]
    [InlineData("256 characters")]
    public async Task Key_that_is_not_valid_is_refused(string key, string? second = null)
    {
        await using var app = await PublisherApp.StartAsync();
        (string, string)[] headers = [("Idempotency-Key", key.StartsWith("256", StringComparison.Ordinal) ? new string('k', 256) : key)];

        var answer = await app.PublishAsync(
            Everyone, Announce("a"), headers: second is null ? headers : [.. headers, ("Idempotency-Key", second)]);

        Assert.Equal((HttpStatusCode.BadRequest, "The header 'Idempotency-Key' is not valid."), (answer.Status, answer.Text("title")));
    }

    [Fact]
    public async Task Request_that_was_refused_may_be_corrected_under_its_key()
    {
        await using var app = await PublisherApp.StartAsync();

        var wrong = await app.PublishOnceAsync("one", Everyone, "{}");
        var right = await app.PublishOnceAsync("one", Everyone, Announce("a"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Accepted, false), (wrong.Status, right.Status, right.IsReplayed));
    }

    [Fact]
    public async Task Key_is_forgotten_after_the_window()
    {
        var clock = new TestClock();
        await using var app = await PublisherApp.StartAsync(
            static options => options.IdempotencyWindow = TimeSpan.FromMinutes(1), services => services.AddSingleton<TimeProvider>(clock));

        var first = await app.PublishOnceAsync("one", Everyone, Announce("a"));
        clock.Advance(TimeSpan.FromSeconds(59));
        var within = await app.PublishOnceAsync("one", Everyone, Announce("a"));
        clock.Advance(TimeSpan.FromSeconds(1));
        var after = await app.PublishOnceAsync("one", Everyone, Announce("a"));

        Assert.Equal((first.FirstId, true, false), (within.FirstId, within.IsReplayed, after.IsReplayed));
        Assert.NotEqual(first.FirstId, after.FirstId);
    }

    [Fact]
    public async Task Oldest_key_is_forgotten_when_there_are_too_many()
    {
        await using var app = await PublisherApp.StartAsync(static options => options.MaxIdempotencyKeys = 2);
        foreach (var key in (string[])["one", "two", "three"])
        {
            await app.PublishOnceAsync(key, Everyone, Announce("a"));
        }

        Assert.True((await app.PublishOnceAsync("two", Everyone, Announce("a"))).IsReplayed);
        Assert.False((await app.PublishOnceAsync("one", Everyone, Announce("a"))).IsReplayed);
    }

    [Fact]
    public async Task Request_that_arrives_while_the_first_is_processed_is_asked_to_come_again()
    {
        var log = new HeldLog(new MemoryEventLog());
        await using var app = await PublisherApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));
        log.Hold();

        var first = app.PublishOnceAsync("one", Everyone, Announce("a"));
        await Signal.WithinAsync(log.Held);
        var meanwhile = await app.PublishOnceAsync("one", Everyone, Announce("a"));
        log.Release();
        var done = await first;
        var later = await app.PublishOnceAsync("one", Everyone, Announce("a"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Accepted), (meanwhile.Status, done.Status));
        Assert.Equal((true, done.FirstId), (later.IsReplayed, later.FirstId));
    }

    [Fact]
    public async Task Client_that_leaves_finds_the_answer_when_it_asks_again()
    {
        var log = new HeldLog(new MemoryEventLog());
        await using var app = await PublisherApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));
        log.Hold();
        using (var raw = await RawClient.AskAsync(
            app.RawAddress,
            $"POST /_publish/{Everyone} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: one\r\nContent-Length: {Announce("a").Length}\r\n\r\n{Announce("a")}"))
        {
            await Signal.WithinAsync(log.Held);
            raw.Reset();
        }

        log.Release();
        Answer again;
        do
        {
            again = await app.PublishOnceAsync("one", Everyone, Announce("a"));
        }
        while (again.Status is HttpStatusCode.Conflict);

        Assert.Equal((HttpStatusCode.Accepted, true), (again.Status, again.IsReplayed));
        Assert.Equal(1, log.Appends);
    }

    [Fact]
    public async Task Repeated_request_to_another_server_publishes_nothing()
    {
        var log = new MemoryEventLog();
        await using var one = await PublisherApp.StartAsync(streams: builder => builder.AddMemoryEventLog(log));
        await using var two = await PublisherApp.StartAsync(streams: builder => builder.AddMemoryEventLog(log));
        await using var reading = await one.OpenAsync("/published/everyone");
        var batch = $"[{Announce("a")},{Announce("b")}]";

        var first = await one.PublishOnceAsync("one", Everyone, batch);
        var again = await two.PublishOnceAsync("one", Everyone, batch);
        var later = await two.PublishAsync(Everyone, Announce("c"));

        Assert.Equal((first.Status, first.FirstId, first.LastId), (again.Status, again.FirstId, again.LastId));
        Assert.Equal(
            [first.FirstId, first.LastId, later.FirstId],
            [(await reading.NextAsync())?.EventId, (await reading.NextAsync())?.EventId, (await reading.NextAsync())?.EventId]);
    }

    [Fact]
    public async Task Same_key_with_another_body_on_another_server_is_published()
    {
        var log = new MemoryEventLog();
        await using var one = await PublisherApp.StartAsync(streams: builder => builder.AddMemoryEventLog(log));
        await using var two = await PublisherApp.StartAsync(streams: builder => builder.AddMemoryEventLog(log));

        var first = await one.PublishOnceAsync("one", Everyone, Announce("a"));
        var other = await two.PublishOnceAsync("one", Everyone, Announce("b"));

        Assert.Equal(HttpStatusCode.Accepted, other.Status);
        Assert.NotEqual(first.FirstId, other.FirstId);
    }

    [Fact]
    public async Task Event_is_acknowledged_until_it_is_read_whichever_requests_have_a_key()
    {
        var log = new HiddenLog(new MemoryEventLog());
        await using var app = await PublisherApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));
        await using var reading = await app.OpenAsync("/published/everyone");
        log.Hide();

        Answer[] answers =
        [
            await app.PublishOnceAsync("one", Everyone, Announce("a")),
            await app.PublishOnceAsync("two", Everyone, Announce("b")),
            await app.PublishAsync(Everyone, Announce("c")),
            await app.PublishOnceAsync("three", Everyone, Announce("d")),
        ];

        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(
            ["", answers[0].LastId, answers[1].LastId, answers[2].LastId],
            log.Acknowledged.Select(static place => place.Epoch.Length == 0 ? "" : StreamEventId.Format(place.Epoch, place.Sequence)));
    }
}
