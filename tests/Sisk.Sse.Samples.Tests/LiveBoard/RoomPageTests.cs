using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Samples.Tests.LiveBoard.Native;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

/// <summary>The room page in several browsers.</summary>
[Collection(NativeExecutable.Name)]
public sealed class RoomPageTests(NativeLiveBoard board, Chromium chromium) : IClassFixture<NativeLiveBoard>, IAsyncDisposable
{
    private readonly Browsers _browsers = new(chromium);

    public ValueTask DisposeAsync() => _browsers.DisposeAsync();

    [Fact]
    public async Task Message_is_shown_to_other_browsers_only_in_its_room()
    {
        var ana = await EnterAsync("lobby");
        var bruno = await EnterAsync("lobby");
        var elsewhere = await EnterAsync("builds");

        await ana.GetByLabel("You are").FillAsync("Ana");
        await SayAsync(ana, "Hello, Bruno");

        await Expect(Messages(bruno)).ToHaveCountAsync(1);
        await Expect(Messages(bruno).First).ToContainTextAsync("Hello, Bruno");
        await Expect(Messages(bruno).First).ToContainTextAsync("Ana");
        await Expect(Messages(ana)).ToHaveCountAsync(1);

        // This message is sent later, so the first would have arrived by now.
        await SayAsync(elsewhere, "All green");
        await Expect(Messages(elsewhere)).ToHaveCountAsync(1);
        await Expect(Messages(elsewhere).First).ToContainTextAsync("All green");
    }

    [Fact]
    public async Task HTML_in_a_message_is_shown_as_text()
    {
        const string Text = "<img src=x onerror=\"document.title='run'\"> <b>bold</b>";
        await OpenRoomAsync("markup");
        var page = await EnterAsync("markup");

        await SayAsync(page, Text);

        await Expect(Messages(page).Locator(".text")).ToHaveTextAsync(Text);
        await Expect(Messages(page).Locator("img, b")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync("markup – LiveBoard");
    }

    [Fact]
    public async Task Page_shows_earlier_messages_when_it_is_opened_later()
    {
        await OpenRoomAsync("earlier");
        var first = await EnterAsync("earlier");
        await SayAsync(first, "Said before");
        await Expect(Messages(first)).ToHaveCountAsync(1);

        var second = await EnterAsync("earlier");

        await Expect(Messages(second)).ToHaveCountAsync(1);
        await Expect(Messages(second).First).ToContainTextAsync("Said before");
    }

    /// <summary>A browser opens at most six HTTP/1.1 connections to a server, and each stream uses one.</summary>
    [Fact]
    public async Task Four_tabs_of_one_browser_can_still_send_messages()
    {
        await OpenRoomAsync("tabs");
        var first = await EnterAsync("tabs");
        for (var tab = 2; tab <= 4; tab++)
        {
            var next = await first.Context.NewPageAsync();
            await next.GotoAsync(first.Url);
            await Expect(next.Locator("#load-state")).ToHaveTextAsync("Live");
            await Expect(next.Locator("#cpu")).Not.ToHaveTextAsync("–");
        }

        await SayAsync(first, "Heard by all");

        foreach (var tab in first.Context.Pages)
        {
            await Expect(Messages(tab)).ToHaveTextAsync([new Regex("Heard by all")]);
        }
    }

    [Fact]
    public async Task Count_of_people_follows_joins_and_leaves()
    {
        await OpenRoomAsync("counted");
        var stays = await EnterAsync("counted");
        await Expect(stays.Locator("#people")).ToHaveTextAsync("1 person");

        var goes = await EnterAsync("counted");
        await Expect(stays.Locator("#people")).ToHaveTextAsync("2 people");

        await goes.CloseAsync();
        await Expect(stays.Locator("#people")).ToHaveTextAsync("1 person");
    }

    [Fact]
    public async Task Unknown_room_gets_404_and_can_be_opened_from_its_page()
    {
        using var answer = await board.Client.GetAsync(board.At("/rooms/not-yet"), TestContext.Current.CancellationToken);
        var page = await _browsers.OpenAsync(board.At("/rooms/not-yet"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await Expect(page.GetByText("There is no room called not-yet.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        await Expect(page.Locator("#room-state")).ToHaveTextAsync("Live");
        await SayAsync(page, "First here");
        await Expect(Messages(page)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Refused_message_stays_in_the_field_with_an_explanation()
    {
        var page = await EnterAsync("deploys");
        var tooLong = new string('x', 501);

        await SayAsync(page, tooLong);

        await Expect(page.Locator("#fault")).ToHaveTextAsync("Shorten the message to 500 characters; it has 501.");
        await Expect(page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync(tooLong);
    }

    private static ILocator Messages(IPage page) => page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem);

    private async Task<IPage> EnterAsync(string room)
    {
        var page = await _browsers.OpenAsync(board.At($"/rooms/{room}"));
        await Expect(page.Locator("#room-state")).ToHaveTextAsync("Live");
        return page;
    }

    private static async Task SayAsync(IPage page, string text)
    {
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    private async Task OpenRoomAsync(string name)
    {
        using var answer = await board.Client.PostAsJsonAsync(board.At("/rooms"), new { name }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
