using System.Text.Json;
using Microsoft.Playwright;
using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Samples.Tests.TokenStream;

/// <summary>The chat page in a browser, and the state of the server.</summary>
public sealed class ChatPageTests(TokenStreamProgram program, Chromium chromium) : IClassFixture<TokenStreamProgram>, IAsyncDisposable
{
    private readonly Browsers _browsers = new(chromium);

    public ValueTask DisposeAsync() => _browsers.DisposeAsync();

    [Fact]
    public async Task Words_arrive_one_at_a_time()
    {
        var page = await _browsers.OpenAsync(program.Address);
        await page.EvaluateAsync("""
            () => {
              window.steps = [];
              new MutationObserver(() => window.steps.push(document.querySelectorAll('.word').length))
                .observe(document.getElementById('talk'), { childList: true, subtree: true });
            }
            """);

        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync("Short");
        await AskAsync(page, "Do cats eat bats?");

        await Expect(Answer(page).Locator(".note")).ToContainTextAsync("words");
        await Expect(Answer(page)).ToHaveAttributeAsync("aria-busy", "false");
        var words = await Words(page).CountAsync();
        var steps = (await page.EvaluateAsync<int[]>("() => window.steps")).Where(count => count > 0).Distinct().ToArray();
        Assert.InRange(words, 25, 110);

        // The page was drawn between words: hardly any step added two words at once.
        Assert.InRange(steps.Length, words / 2, words);
    }

    [Fact]
    public async Task Stop_button_stops_the_work_of_the_server()
    {
        await using var work = await EventReader.OpenAsync(program, "/work");
        var before = await NextAsync(work);
        var page = await _browsers.OpenAsync(program.Address);
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync("Long");

        await AskAsync(page, "Where does the Rabbit run?");
        Assert.Equal(before.Running + 1, (await NextAsync(work)).Running);
        await Expect(Words(page).Nth(3)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        var after = await NextAsync(work);
        Assert.Equal((before.Running, before.Finished, before.Stopped + 1), (after.Running, after.Finished, after.Stopped));
        await Expect(Answer(page).Locator(".note")).ToHaveTextAsync("Stopped");
        await Expect(page.Locator("#stopped")).ToHaveTextAsync($"{after.Stopped}");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Answer_continues_when_the_page_is_reloaded_in_the_middle()
    {
        await using var work = await EventReader.OpenAsync(program, "/work");
        var before = await NextAsync(work);
        var page = await _browsers.OpenAsync(program.Address);
        await AskAsync(page, "Do cats eat bats?");
        Assert.Equal(before.Running + 1, (await NextAsync(work)).Running);
        await Expect(Words(page).Nth(3)).ToBeVisibleAsync();
        var beginning = (await Words(page).AllInnerTextsAsync()).Take(3);

        await page.ReloadAsync();

        await Expect(Answer(page).Locator(".note")).ToContainTextAsync("words");
        var words = await Words(page).AllInnerTextsAsync();
        Assert.Equal(beginning, words.Take(3));
        await Expect(Answer(page).Locator(".note")).ToHaveTextAsync($"{words.Count} words");
        var after = await NextAsync(work);
        Assert.Equal((before.Running, before.Finished + 1, before.Stopped), (after.Running, after.Finished, after.Stopped));
    }

    [Fact]
    public async Task Closed_tab_stops_the_work_of_the_server_after_the_resume_window()
    {
        await using var work = await EventReader.OpenAsync(program, "/work");
        var before = await NextAsync(work);
        var page = await _browsers.OpenAsync(program.Address);
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync("Long");
        await AskAsync(page, "Why is a raven like a writing-desk?");
        Assert.Equal(before.Running + 1, (await NextAsync(work)).Running);
        await Expect(Words(page).First).ToBeVisibleAsync();

        await page.CloseAsync();

        Assert.Equal(before.Stopped + 1, (await NextAsync(work)).Stopped);
    }

    [Fact]
    public async Task Refused_question_stays_in_the_field_with_an_explanation()
    {
        var page = await _browsers.OpenAsync(program.Address);
        var tooLong = new string('x', 501);

        await AskAsync(page, tooLong);

        await Expect(page.Locator("#fault")).ToHaveTextAsync("Shorten the question to 500 characters; it has 501.");
        await Expect(page.GetByLabel("Question")).ToHaveValueAsync(tooLong);
        await Expect(page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Problem_details_are_shown_in_the_page()
    {
        var page = await _browsers.OpenAsync(program.Address);
        await page.RouteAsync("**/chat", route => route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes("{") }));

        await AskAsync(page, "Anything");

        await Expect(page.Locator("#fault")).ToContainTextAsync("not the expected JSON");
    }

    [Fact]
    public async Task Error_event_is_shown_below_the_answer()
    {
        var page = await _browsers.OpenAsync(program.Address);
        await page.RouteAsync("**/chat", route => route.FulfillAsync(new()
        {
            ContentType = "text/event-stream",
            Body = "event: word\r\ndata: {\"text\":\"Alice\"}\r\n\r\nevent: error\r\ndata: \r\n\r\n",
        }));

        await AskAsync(page, "Anything");

        await Expect(Words(page)).ToHaveTextAsync(["Alice"]);
        await Expect(Answer(page)).ToHaveAttributeAsync("data-state", "failed");
        await Expect(Answer(page).Locator(".note")).ToHaveTextAsync("The server could not go on. Ask again.");
    }

    private static ILocator Answer(IPage page) => page.Locator(".answer");

    private static ILocator Words(IPage page) => page.Locator(".word");

    private static async Task AskAsync(IPage page, string question)
    {
        await page.GetByLabel("Question").FillAsync(question);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    private static async Task<WorkEvent> NextAsync(EventReader work) =>
        JsonSerializer.Deserialize<WorkEvent>((await work.NextAsync())!.Value.Data, JsonSerializerOptions.Web)!;

    private sealed record WorkEvent(int Running, int Finished, int Stopped);
}
