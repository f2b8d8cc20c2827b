using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace QuickStart.Tests;

public class RoomsTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task Message_reaches_the_clients_of_its_room_alone()
    {
        await using var client = await factory.OpenStreamAsync<Message>("/rooms/lobby/events");

        await SayAsync("cellar", new Message("bob", "not for the lobby"));
        await SayAsync("lobby", new Message("ann", "hello"));

        Assert.Equal(new Message("ann", "hello"), await client.NextAsync());
    }

    [Fact]
    public async Task Client_that_returns_gets_what_it_has_missed()
    {
        await using var client = await factory.OpenStreamAsync<Message>("/rooms/attic/events");

        client.Disconnect();
        await SayAsync("attic", new Message("ann", "hello"));
        await client.ReconnectAsync();

        Assert.Equal(new Message("ann", "hello"), await client.NextAsync());
    }

    private async Task SayAsync(string room, Message message)
    {
        using var answer = await factory.CreateClient().PostAsJsonAsync("/rooms/" + room, message);
        answer.EnsureSuccessStatusCode();
    }
}
