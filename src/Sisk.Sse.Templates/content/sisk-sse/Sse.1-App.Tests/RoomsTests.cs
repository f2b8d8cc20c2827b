using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Sisk.Sse.Testing;

public class RoomsTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task Message_reaches_the_clients_of_its_room()
    {
        await using var client = await factory.OpenStreamAsync<Message>("/rooms/lobby/events");
        await PostAsync("cellar", new Message("bob", "not for the lobby"));
        await PostAsync("lobby", new Message("ann", "hello"));

        Assert.Equal(new Message("ann", "hello"), await client.NextAsync());
    }

    [Fact]
    public async Task Client_that_returns_gets_what_it_has_missed()
    {
        await using var client = await factory.OpenStreamAsync<Message>("/rooms/attic/events");
        client.Disconnect();
        await PostAsync("attic", new Message("ann", "hello"));
        await client.ReconnectAsync();

        Assert.Equal(new Message("ann", "hello"), await client.NextAsync());
    }

    private async Task PostAsync(string room, Message message)
    {
        using var answer = await factory.CreateClient().PostAsJsonAsync("/rooms/" + room, message);
        answer.EnsureSuccessStatusCode();
    }
}
