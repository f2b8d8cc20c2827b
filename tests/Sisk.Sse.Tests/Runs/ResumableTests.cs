using System.Net;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Pull streams that continue while their clients are away.</summary>
public abstract class ResumableTests(TestTransport transport)
{
    [Fact]
    public async Task Cut_client_resumes_where_it_was_and_nothing_is_generated_twice()
    {
        await using var app = await transport.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one", "two");
        Assert.Equal(["one", "two"], await reading.TakeAsync(2));
        await reading.DisposeAsync();
        talk.Say("three");

        await using var resumed = await app.OpenAsync("/runs/words/a", reading.LastEventId);

        Assert.Equal("three", await resumed.NextDataAsync());
        talk.Say("four");
        talk.End();
        Assert.Equal("message four, end ", await resumed.TellRestAsync());
        Assert.Equal(1, talk.Begun);
        Assert.Equal("sisk-sse-end", resumed.LastEventId);
    }

    [Fact]
    public async Task Items_that_are_ready_and_larger_together_than_a_queue_all_arrive()
    {
        const int Items = 250;
        await using var app = await transport.StartRunsAsync();
        await using var reading = await app.PostAsync($"/runs/long/{Items}");

        var items = await reading.RestAsync();

        Assert.Equal(
            Enumerable.Range(0, Items).Select(static i => $"{i}"),
            items.TakeWhile(static item => item.EventType == "message").Select(static item => item.Data.Split(' ')[0]));
    }

    [Fact]
    public async Task Client_that_got_no_event_can_replay_from_the_beginning()
    {
        await using var app = await transport.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        talk.End();

        Assert.Equal("message one, end ", await reading.TellRestAsync());
        var run = Assert.Single(app.Get<EventStreamRuns>().List());
        await using var resumed = await app.OpenAsync("/runs/words/a", run.Id + "-0");
        Assert.Equal("message one, end ", await resumed.TellRestAsync());
        Assert.Equal(("runs/words/{name}", "/runs/words/a", null, 1L, false), (run.Stream, run.Path, run.User, run.Events, run.IsRunning));
    }

    [Fact]
    public async Task Several_clients_follow_one_run()
    {
        await using var app = await transport.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        await using var first = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await first.NextDataAsync());
        await using var second = await app.OpenAsync("/runs/words/a", first.LastEventId);
        await using var third = await app.OpenAsync("/runs/words/a?lastEventId=" + first.LastEventId);
        talk.Say("two");
        talk.End();

        foreach (var reading in new[] { first, second, third })
        {
            Assert.Equal("message two, end ", await reading.TellRestAsync());
        }
    }

    [Fact]
    public async Task Delete_stops_the_run_for_all_of_its_clients()
    {
        await using var app = await transport.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        var id = reading.LastEventId;

        using var answer = await app.DeleteAsync("/runs/words/a", id);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await Signal.WithinAsync(talk.Ended.Task);
        Assert.Equal("stopped ", await reading.TellRestAsync());
        Assert.Equal("sisk-sse-end", reading.LastEventId);
        await using var late = await app.OpenAsync("/runs/words/a", id);
        Assert.Equal("stopped ", await late.TellRestAsync());
        using var again = await app.DeleteAsync("/runs/words/a", id);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Code_stops_a_run_by_its_id_or_that_of_an_event()
    {
        await using var app = await transport.StartRunsAsync();
        var runs = app.Get<EventStreamRuns>();
        await using var first = await app.PostAsync("/runs/words/a");
        Assert.True(await runs.StopAsync(Assert.Single(runs.List()).Id, TestContext.Current.CancellationToken));
        Assert.Equal("stopped ", await first.TellRestAsync());
        await using var second = await app.PostAsync("/runs/words/b");
        app.Get<RunProbe>()["b"].Say("one");
        Assert.Equal("one", await second.NextDataAsync());

        Assert.True(await runs.StopAsync(second.LastEventId, TestContext.Current.CancellationToken));

        Assert.Equal("stopped ", await second.TellRestAsync());
        Assert.False(await runs.StopAsync("unknown", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stop_of_a_null_id_fails_in_the_task()
    {
        await using var app = await transport.StartRunsAsync();

        var stopping = app.Get<EventStreamRuns>().StopAsync(null!, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ArgumentNullException>(async () => await stopping);
    }

    [Fact]
    public async Task Services_of_the_call_live_until_the_run_ends()
    {
        await using var app = await transport.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        await reading.DisposeAsync();
        await using var resumed = await app.OpenAsync("/runs/words/a", reading.LastEventId);
        talk.Say("two");
        Assert.Equal("two", await resumed.NextDataAsync());
        Assert.False(talk.Scope!.Disposed.Task.IsCompleted);

        talk.End();

        await Signal.WithinAsync(talk.Scope.Disposed.Task);
    }

    [Fact]
    public async Task Refused_or_invalid_request_begins_no_run_and_disposes_its_services()
    {
        await using var app = await transport.StartRunsAsync();

        await using var refused = await app.PostAsync("/runs/checked/a", new Question(""));
        await using var invalid = await app.PostAsync("/runs/checked/a");

        Assert.Equal(HttpStatusCode.UnprocessableContent, refused.Response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, invalid.Response.StatusCode);
        Assert.Empty(app.Get<EventStreamRuns>().List());
        Assert.Equal(0, app.Get<RunProbe>()["a"].Begun);
    }

    [Fact]
    public async Task Late_clients_also_get_the_failure_event_of_the_application()
    {
        await using var app = await transport.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/checked/a", new Question("why"));
        talk.Say("one");
        talk.End();

        Assert.Equal("word {\"text\":\"one\"}, failed {\"why\":\"broken\"}, end ", await reading.TellRestAsync());
        var run = Assert.Single(app.Get<EventStreamRuns>().List());
        await using var late = await app.OpenAsync("/runs/checked/a", run.Id + "-1");
        Assert.Equal("failed {\"why\":\"broken\"}, end ", await late.TellRestAsync());
        Assert.Contains(app.Logs.Entries, entry => entry.Exception?.Message == "broken");
    }

    [Fact]
    public async Task Failure_without_a_function_is_an_error_without_data()
    {
        await using var app = await transport.StartRunsAsync();
        app.Get<RunProbe>()["a"].End();
        await using var reading = await app.PostAsync("/runs/fails/a");

        Assert.Equal("error ", await reading.TellRestAsync());
    }

    [Fact]
    public async Task Items_keep_their_names_and_retry_and_have_the_ids_of_the_run()
    {
        await using var app = await transport.StartRunsAsync();
        await using var reading = await app.PostAsync("/runs/items/none");

        Assert.Equal("named first, message second, end ", await reading.TellRestAsync());
        Assert.Equal(TimeSpan.FromSeconds(7), reading.Retry);
        await using var bad = await app.PostAsync("/runs/items/7");
        Assert.Equal("named first, error ", await bad.TellRestAsync());
        Assert.Contains(
            app.Logs.Entries, entry => entry.Exception?.Message.Contains("Leave EventId null", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Route_chooses_the_end_of_a_run()
    {
        await using var app = await transport.StartRunsAsync();
        app.Get<RunProbe>()["a"].End();
        await using var reading = await app.PostAsync("/runs/short/a");

        Assert.Equal("message [DONE]", await reading.TellRestAsync());
    }

    [Fact]
    public async Task Long_answer_arrives_complete_and_in_order()
    {
        await using var app = await transport.StartRunsAsync(options => (options.Runs.MaxEvents, options.Runs.MaxBytes) = (32, 1024));
        await using var reading = await app.PostAsync("/runs/count/5000");

        var items = await reading.RestAsync();

        Assert.Equal(Enumerable.Range(1, 5000).Select(i => $"{i}"), items.SkipLast(1).Select(item => item.Data));
        Assert.Equal("end", items[^1].EventType);
    }

    [Fact]
    public async Task Client_that_comes_back_too_late_for_the_kept_events_gets_a_reset()
    {
        await using var app = await transport.StartRunsAsync(options => options.Runs.MaxEvents = 4);
        await using var reading = await app.PostAsync("/runs/count/10");
        await reading.RestAsync();
        var run = Assert.Single(app.Get<EventStreamRuns>().List());

        await using var late = await app.OpenAsync("/runs/count/10", run.Id + "-1");

        Assert.Equal("reset , message 7, message 8, message 9, message 10, end ", await late.TellRestAsync());
    }
}

public sealed class ResumableTestsOverSocket() : ResumableTests(TestTransport.Socket);

public sealed class ResumableTestsOverPipe() : ResumableTests(TestTransport.Pipe);

public sealed class ResumableTestsOverHttp2() : ResumableTests(TestTransport.Http2);
