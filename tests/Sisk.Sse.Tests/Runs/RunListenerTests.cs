using System.Net;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Runs whose metrics are read by a listener that throws.</summary>
public sealed class RunListenerTests
{
    [Fact]
    public async Task Exception_of_a_listener_does_not_keep_a_run_from_its_beginning_or_end()
    {
        await using var app = await TestTransport.Default.StartRunsAsync();
        using var listener = ThrowingListener.Start(app, "runs");
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());

        using var stopped = await app.DeleteAsync("/runs/words/a", reading.LastEventId);

        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        await Signal.WithinAsync(talk.Ended.Task);
        Assert.Equal("stopped ", await reading.TellRestAsync());
        Assert.Equal(3, app.Logs.Entries.Count(static entry => entry.Exception?.Message == ThrowingListener.Message));
    }
}
