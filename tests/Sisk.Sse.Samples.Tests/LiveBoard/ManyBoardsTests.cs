using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

/// <summary>LiveBoard on two servers that share Redis.</summary>
public abstract class ManyBoardsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_reach_the_other_server_before_and_after_a_restart_of_Redis()
    {
        await using var redis = new RedisServer("--appendonly", "yes", "--appendfsync", "always", "--save", "");
        await redis.StartAsync();
        string[] arguments = ["--redis", redis.Configuration];
        await using var here = Board(arguments);
        await using var there = Board(arguments);
        await here.InitializeAsync();
        await there.InitializeAsync();

        await PostAsync(here, HttpStatusCode.Created, "/rooms", """{"name":"shared"}""");
        await PostAsync(here, HttpStatusCode.Accepted, "/rooms/shared/messages", """{"text":"before"}""");
        await using var stream = await EventReader.OpenAsync(there, "/rooms/shared/events");
        var welcome = Assert.NotNull(await stream.NextAsync());
        Assert.Equal("before", JsonElement.Parse(welcome.Data).GetProperty("recent")[0].GetProperty("text").GetString());

        await PostAsync(here, HttpStatusCode.Accepted, "/rooms/shared/messages", """{"text":"with both"}""");
        Assert.Equal("with both", await SaidAsync(stream));
        Assert.Equal(1, await PeopleAsync(here, "shared"));

        await redis.KillAsync();
        await redis.StartAsync();
        await PostAsync(here, HttpStatusCode.Accepted, "/rooms/shared/messages", """{"text":"after"}""");
        Assert.Equal("after", await SaidAsync(stream));
    }

    protected abstract SampleProgram Board(string[] arguments);

    private static async Task<string?> SaidAsync(EventReader stream)
    {
        SseItem<string> item;
        do
        {
            item = Assert.NotNull(await stream.NextAsync()); // joins and leaves come in between
            Assert.NotEqual("reset", item.EventType);
        }
        while (item.EventType != "said");

        return JsonElement.Parse(item.Data).GetProperty("message").GetProperty("text").GetString();
    }

    private static async Task<int> PeopleAsync(SampleProgram board, string room)
    {
        var rooms = JsonElement.Parse(await board.Client.GetStringAsync(board.At("/rooms"), Cancellation));
        return rooms.EnumerateArray().Single(item => item.GetProperty("name").GetString() == room).GetProperty("people").GetInt32();
    }

    /// <summary>Posts until the server accepts it. While Redis is unavailable, the server asks the client to retry.</summary>
    private static async Task PostAsync(SampleProgram board, HttpStatusCode expected, string path, string json)
    {
        var status = await Eventually.BecomesAsync($"{path} to be taken", async () =>
        {
            using var answer = await board.Client.PostAsync(
                board.At(path), new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), Cancellation);
            return answer.StatusCode;
        }, static status => status != HttpStatusCode.ServiceUnavailable);
        Assert.Equal(expected, status);
    }
}
