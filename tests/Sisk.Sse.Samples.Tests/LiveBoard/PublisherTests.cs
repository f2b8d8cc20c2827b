using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

/// <summary>A program in another language publishes to LiveBoard.</summary>
public abstract class PublisherTests
{
    private const string Said = """{ "message": { "number": 7, "at": "2026-01-31T12:00:00+00:00", "from": "python", "text": "hello" } }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Published_message_reaches_the_people_of_the_room_and_a_wrong_one_is_refused()
    {
        await using var board = Board(["--environment", "Development"]);
        await board.InitializeAsync();
        await using var stream = await EventReader.OpenAsync(board, "/rooms/lobby/events");

        var (status, answer) = await PublishAsync(board, Said);
        var (again, replayed) = await PublishAsync(board, Said);
        var (missing, noText) = await PublishAsync(board, Said.Replace(", \"text\": \"hello\"", "", StringComparison.Ordinal), key: null);
        var (unknown, noMember) =
            await PublishAsync(board, Said.Replace("\"text\"", "\"colour\": 1, \"text\"", StringComparison.Ordinal), key: null);
        var (none, noText2) = await PublishAsync(board, Said.Replace("\"hello\"", "null", StringComparison.Ordinal), key: null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (status, again));
        Assert.Equal(answer.GetRawText(), replayed.GetRawText());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (missing, unknown, none));
        Assert.Equal("$.data.message.text", PathOf(noText));
        Assert.StartsWith("$.data.message", PathOf(noMember), StringComparison.Ordinal);
        Assert.Equal("$.data.message.text", PathOf(noText2));
        while (await stream.NextAsync() is { } item)
        {
            if (item.EventType == "said")
            {
                Assert.Equal(
                    (Said.Replace(" ", "", StringComparison.Ordinal), answer.GetProperty("lastId").GetString()), (item.Data, item.EventId));
                return;
            }
        }

        Assert.Fail("The stream ended.");
    }

    protected abstract SampleProgram Board(string[] arguments);

    private static string? PathOf(JsonElement problem) => problem.GetProperty("errors")[0].GetProperty("path").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PublishAsync(
        SampleProgram board, string data, string? key = "one")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, board.At("/_publish/LiveBoard.Rooms.RoomEvents.Watch"))
        {
            Content = new StringContent(
                $$"""{ "keys": { "room": "lobby" }, "event": "said", "data": {{data}} }""", Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await board.Client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
