using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

public abstract class RoomApiTests<TBoard>(TBoard board) : IClassFixture<TBoard>
    where TBoard : SampleProgram
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_of_an_unknown_room_gets_404_and_says_what_to_do()
    {
        using var answer = await board.Client.GetAsync(board.At("/rooms/nowhere/events"), Cancellation);

        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "no room called 'nowhere'", "POST /rooms");
    }

    [Fact]
    public async Task Message_to_an_unknown_room_gets_404()
    {
        using var answer = await PostAsync("/rooms/nowhere/messages", """{"text":"hello?"}""");

        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "no room called 'nowhere'");
    }

    [Theory]
    [InlineData("""{"text":" "}""", "empty")]
    [InlineData("{}", "empty")]
    public async Task Empty_message_gets_400(string body, string advice)
    {
        using var answer = await PostAsync("/rooms/lobby/messages", body);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, advice);
    }

    [Fact]
    public async Task Message_over_500_characters_gets_400()
    {
        using var tooLong = await PostAsync("/rooms/lobby/messages", $$"""{"text":"{{new string('a', 501)}}"}""");
        using var longest = await PostAsync("/rooms/lobby/messages", $$"""{"text":"{{new string('a', 500)}}"}""");

        await AssertProblemAsync(tooLong, HttpStatusCode.BadRequest, "500 characters", "501");
        Assert.Equal(HttpStatusCode.Accepted, longest.StatusCode);
    }

    [Fact]
    public async Task Body_that_is_not_JSON_gets_400()
    {
        using var answer = await PostAsync("/rooms/lobby/messages", "{");

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Room_can_be_opened_only_once()
    {
        using var first = await PostAsync("/rooms", """{"name":"opened-once"}""");
        using var second = await PostAsync("/rooms", """{"name":"opened-once"}""");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("/rooms/opened-once", first.Headers.Location?.ToString());
        await AssertProblemAsync(second, HttpStatusCode.Conflict, "open already");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../etc")]
    [InlineData("Upper")]
    [InlineData("a-name-longer-than-it-may-be")]
    public async Task Room_with_an_invalid_name_gets_400(string name)
    {
        using var answer = await PostAsync("/rooms", $$"""{"name":"{{name}}"}""");

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "a-z, 0-9");
    }

    [Fact]
    public async Task Stream_begins_with_earlier_messages_and_continues_with_new_ones()
    {
        using var opened = await PostAsync("/rooms", """{"name":"both-ends"}""");
        using var before = await PostAsync("/rooms/both-ends/messages", """{"from":"Ana","text":"before"}""");
        await using var stream = await EventReader.OpenAsync(board, "/rooms/both-ends/events");
        using var after = await PostAsync("/rooms/both-ends/messages", """{"text":"after"}""");

        var welcome = Assert.NotNull(await stream.NextAsync());
        var said = welcome;
        while (said.EventType != "said")
        {
            said = Assert.NotNull(await stream.NextAsync()); // joins and leaves come in between
        }

        Assert.Equal("welcome", welcome.EventType);
        Assert.Equal("before", JsonElement.Parse(welcome.Data).GetProperty("recent")[0].GetProperty("text").GetString());
        Assert.Equal("after", JsonElement.Parse(said.Data).GetProperty("message").GetProperty("text").GetString());
        Assert.Equal("someone", JsonElement.Parse(said.Data).GetProperty("message").GetProperty("from").GetString());
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string json)
        =>
            await board.Client.PostAsync(
                board.At(path),
                new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
                Cancellation);

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, params string[] advice)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.All(advice, text => Assert.Contains(text, problem.GetProperty("detail").GetString()));
    }
}
