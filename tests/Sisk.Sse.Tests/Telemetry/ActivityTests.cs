using System.Diagnostics;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The activities of broadcasts, and what the activity of a stream's request says.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task Broadcast_is_one_producer_activity_below_the_current_one()
    {
        var ended = new List<Activity>();
        using var listener = Listen("Sisk.Sse", ended);
        await using var app = await TestApp.StartAsync();
        await using var one = await app.OpenAsync("/counted/traced");
        await using var other = await app.OpenAsync("/counted/traced");
        using var parent = new Activity("test").Start();

        await app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("traced", new("x"), TestContext.Current.CancellationToken);
        await Signal.WithinAsync(one.NextDataAsync());
        await Signal.WithinAsync(other.NextDataAsync());

        var activity = Assert.Single(Of(ended, parent));
        Assert.Equal((ActivityKind.Producer, "broadcast counted/{room}"), (activity.Kind, activity.OperationName));
        Assert.Equal(("counted/{room}", "watched"), (activity.GetTagItem("sisk.sse.stream"), activity.GetTagItem("sisk.sse.event")));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
    }

    [Fact]
    public async Task Broadcast_leaves_the_current_activity_of_its_caller()
    {
        using var listener = Listen("Sisk.Sse", []);
        await using var app = await TestApp.StartAsync();
        using var parent = new Activity("test").Start();

        var sent = app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("traced", new("x"), TestContext.Current.CancellationToken);

        Assert.Same(parent, Activity.Current);
        await sent;
        Assert.Same(parent, Activity.Current);
    }

    [Fact]
    public async Task Broadcast_that_fails_has_the_error_in_its_activity()
    {
        var ended = new List<Activity>();
        using var listener = Listen("Sisk.Sse", ended);
        await using var app = await TestApp.StartAsync();
        using var parent = new Activity("test").Start();

        await Assert.ThrowsAsync<ArgumentNullException>(() =>
            app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("traced", null!, TestContext.Current.CancellationToken).AsTask());

        var activity = Assert.Single(Of(ended, parent));
        Assert.Equal((ActivityStatusCode.Error, "System.ArgumentNullException"), (activity.Status, activity.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Request_of_a_stream_says_which_stream_it_was_and_why_it_ended()
    {
        var ended = new List<Activity>();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = Listen("Microsoft.AspNetCore", ended, activity =>
        {
            if (activity.GetTagItem("sisk.sse.stream") is "counted/pull/{count}")
            {
                stopped.TrySetResult();
            }
        });
        await using var app = await TestApp.StartAsync();
        await using (var reading = await app.OpenAsync("/counted/pull/3"))
        {
            await reading.RestAsync();
        }

        await Signal.WithinAsync(stopped.Task);
        lock (ended)
        {
            Assert.Contains(ended, static activity => activity.GetTagItem("sisk.sse.connection.status") is "completed");
        }
    }

    private static Activity[] Of(List<Activity> ended, Activity parent)
    {
        lock (ended)
        {
            return [.. ended.Where(activity => activity.ParentSpanId == parent.SpanId)];
        }
    }

    private static ActivityListener Listen(string source, List<Activity> ended, Action<Activity>? onStopped = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }

                onStopped?.Invoke(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
