using System.Net.Http.Json;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.QuickStart;

public sealed class QuickStartTests(QuickStartProgram program) : IClassFixture<QuickStartProgram>
{
    [Fact]
    public async Task Quick_start_of_the_README_sends_a_message_only_to_its_room()
    {
        await using var lobby = await EventReader.OpenAsync(program, "/rooms/lobby/events");
        await using var other = await EventReader.OpenAsync(program, "/rooms/other/events");

        await SayAsync("lobby", "hello");
        await SayAsync("other", "somewhere else");

        Assert.Equal("""{"from":"me","text":"hello"}""", (await lobby.NextAsync())?.Data);
        Assert.Equal("""{"from":"me","text":"somewhere else"}""", (await other.NextAsync())?.Data);
    }

    private async Task SayAsync(string room, string text)
    {
        var said = new { from = "me", text };
        using var response = await program.Client.PostAsJsonAsync(
            program.At("/rooms/" + room), said, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
