using System.Net;
using System.Net.Http.Json;
using LiveBoard.Rooms;
using Microsoft.AspNetCore.Mvc.Testing;

namespace LiveBoard.Tests;

/// <summary>The rooms of the board, in the application.</summary>
public sealed class RoomTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task Page_gets_the_room_as_it_is_and_then_what_is_said_in_it()
    {
        await SayAsync("lobby", "before");
        await using var page = await factory.OpenStreamAsync<RoomEvent>("/rooms/lobby/events");

        await SayAsync("builds", "in another room");
        await SayAsync("lobby", "after");

        Assert.Equal("before", (await page.NextAsync<RoomEvent.Welcome>()).Recent[^1].Text);
        Assert.Equal("after", (await page.NextAsync<RoomEvent.Said>()).Message.Text);
    }

    [Fact]
    public async Task Every_page_is_told_when_someone_comes()
    {
        await using var first = await factory.OpenStreamAsync<RoomEvent>("/rooms/deploys/events?person=ann");
        await using var second = await factory.OpenStreamAsync<RoomEvent>("/rooms/deploys/events?person=bob");

        RoomEvent.Directory directory;
        do
        {
            directory = await first.NextAsync<RoomEvent.Directory>();
        }
        while (directory.Rooms.Single(room => room.Name == "deploys").People < 2);
    }

    [Fact]
    public async Task Room_that_does_not_exist_is_refused()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => factory.OpenStreamAsync<RoomEvent>("/rooms/nowhere/events"));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private async Task SayAsync(string room, string text)
    {
        using var answer = await factory.CreateClient().PostAsJsonAsync($"/rooms/{room}/messages", new { from = "ann", text });
        answer.EnsureSuccessStatusCode();
    }
}
