using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using TokenStream.Chat;

namespace TokenStream.Tests;

/// <summary>Pull streams that read a body, tested in the application.</summary>
public sealed class ChatTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task Answer_is_words_and_then_their_number()
    {
        await using var client = await AskAsync(new Question("Where is the Rabbit?", Length: 5));

        var answer = await client.ReadToEndAsync();

        Assert.All(answer.SkipLast(1), part => Assert.NotEmpty(Assert.IsType<ChatEvent.Word>(part).Text));
        Assert.Equal(new ChatEvent.Done(answer.Count - 1), answer[^1]);
    }

    [Fact]
    public async Task Empty_question_is_refused_in_the_stream()
    {
        await using var client = await AskAsync(new Question(" "));

        Assert.Equal([new ChatEvent.Refused("Ask something first.")], await client.ReadToEndAsync());
    }

    private Task<TestStreamClient<ChatEvent>> AskAsync(Question question) => factory.OpenStreamAsync<ChatEvent>("/chat", request =>
    {
        request.Method = HttpMethod.Post;
        request.Content = JsonContent.Create(question);
    });
}
