using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Pull streams that are refused before they begin, come in a task, or say what a failure means.</summary>
public abstract class SequenceTests(TestTransport transport)
{
    [Fact]
    public async Task Refused_sequence_gets_its_status_and_problem_details()
    {
        await using var app = await transport.StartAsync();

        using var response = await app.Client.GetAsync("/sequence/checked/0", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableContent, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken);
        Assert.Equal("Count to 1 or more.", problem!.Detail);
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Refused_items_can_stop_a_browser_with_204()
    {
        await using var app = await transport.StartAsync();

        using var response = await app.Client.GetAsync("/sequence/items/0", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("/sequence/checked/2", "number {\"value\":0}, number {\"value\":1}, end ")]
    [InlineData("/sequence/plain", "number {\"value\":0}, number {\"value\":1}, end ")]
    [InlineData("/sequence/items/2", "name0 text, name1 text, end ")]
    public async Task Sequence_in_a_task_is_streamed(string path, string expected)
    {
        await using var app = await transport.StartAsync();

        Assert.Equal(expected, await ReadAsync(app, path));
    }

    [Fact]
    public async Task Stream_or_task_that_is_null_is_an_error_of_the_server_that_names_the_method()
    {
        await using var app = await transport.StartAsync();

        foreach (var (path, method) in new[] { ("missing", "Missing"), ("no-task", "NoTask"), ("no-push-task", "NoPushTask") })
        {
            using var response = await app.Client.GetAsync("/sequence/" + path, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Contains(
                app.Logs.Entries,
                entry => entry.Exception?.Message.Contains($"Sessions.SequenceEvents.{method} returned null.", StringComparison.Ordinal) is true);
        }
    }

    [Theory]
    [InlineData("/sequence/told", "number {\"value\":0}, broken {\"why\":\"It took too long. Ask again.\"}, end ")]
    [InlineData("/sequence/told-done", "number {\"value\":0}, broken {\"why\":\"busy\"}, message [DONE]")]
    [InlineData("/sequence/silent", "number {\"value\":0}, error ")]
    [InlineData("/sequence/careless", "number {\"value\":0}, error ")]
    public async Task Failure_tells_the_client_what_the_application_chose_and_is_logged(string path, string expected)
    {
        await using var app = await transport.StartAsync();

        Assert.Equal(expected, await ReadAsync(app, path));

        Assert.Contains(app.Logs.Entries, entry => entry.Exception?.Message == "a secret of the server");
    }

    [Fact]
    public async Task Client_that_was_told_of_a_failure_stays_away()
    {
        await using var app = await transport.StartAsync();
        await using var reading = await app.OpenAsync("/sequence/told");
        await reading.RestAsync();

        await using var again = await app.OpenAsync("/sequence/told", reading.LastEventId);

        Assert.Equal(HttpStatusCode.NoContent, again.Response.StatusCode);
    }

    private static async Task<string> ReadAsync(TestApp app, string path)
    {
        await using var reading = await app.OpenAsync(path);
        return string.Join(", ", (await reading.RestAsync()).Select(item => $"{item.EventType} {item.Data}"));
    }
}

public sealed class SequenceTestsOverSocket() : SequenceTests(TestTransport.Socket);

public sealed class SequenceTestsOverPipe() : SequenceTests(TestTransport.Pipe);

public sealed class SequenceTestsOverHttp2() : SequenceTests(TestTransport.Http2);

/// <summary>Unit tests of controllers read the sequences that their methods return.</summary>
public sealed class SequenceOfControllerTests
{
    [Fact]
    public async Task Refusal_can_be_read_and_has_no_events()
    {
        var sequence = await SequenceEvents.Checked(0, TestContext.Current.CancellationToken);

        Assert.Equal(422, Assert.IsType<ProblemHttpResult>(sequence.Refusal).StatusCode);
        Assert.Throws<InvalidOperationException>(() => sequence.GetAsyncEnumerator(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Events_can_be_enumerated()
    {
        var sequence = await SequenceEvents.Checked(2, TestContext.Current.CancellationToken);

        Assert.Null(sequence.Refusal);
        Assert.Equal([new Step.Number(0), new Step.Number(1)], await sequence.ToArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Null_is_refused_where_it_is_passed()
    {
        Assert.Throws<ArgumentNullException>(static () => EventStream.From<string>(null!));
        Assert.Throws<ArgumentNullException>(static () => (EventSequence<string>)(StreamRefusal)null!);
    }
}
