using System.Diagnostics;
using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>The examples of the guide, run as they stand there.</summary>
public sealed partial class GuideExampleTests
{
    private static readonly string _guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "publish-over-http.md"));

    [Fact]
    public async Task Examples_for_curl_publish_their_events()
    {
        var shell = Tool.Find("bash") ?? throw Tool.Missing("bash was not found", "apt-get install bash");
        _ = Tool.Find("curl") ?? throw Tool.Missing("curl was not found", "apt-get install curl");
        await using var app = await PublisherApp.StartAsync();
        await using var german = await app.OpenAsync("/parcels/de/42/events");
        await using var french = await app.OpenAsync("/parcels/fr/7/events");

        var output = "";
        foreach (var example in Blocks("sh"))
        {
            output += await RunAsync(app, shell, "-c", "set -e\n" + example);
        }

        await app.PublishAsync("Shop.ParcelEvents.Watch", """{ "keys": {}, "event": "delivered", "data": { "signedBy": "end" } }""");
        Assert.Equal(
            [
                """moved {"place":"Bremen","at":"2026-11-29T12:00:00+00:00"}""",
                """moved {"place":"the border","at":"2026-11-29T12:00:00+00:00"}""",
                """moved {"place":"Bremen","at":"2026-11-29T12:00:00+00:00"}""",
                """delivered {"signedBy":"Ann"}""",
            ],
            await ReadToEndAsync(german));
        Assert.Equal(["""delivered {"signedBy":null}"""], await ReadToEndAsync(french));
        Assert.Equal(6, FirstId().Count(output));
    }

    [Fact]
    public async Task Example_for_Python_publishes_its_event()
    {
        var python = Tool.Find("python3") ?? throw Tool.Missing("Python was not found", "apt-get install python3");
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/parcels/de/42/events");

        var output = await RunAsync(app, python, "-c", Assert.Single(Blocks("python")));

        Assert.Contains("'events': 1", output, StringComparison.Ordinal);
        Assert.Contains("Python", await reading.NextDataAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_of_mistakes_is_the_answer_of_the_publisher()
    {
        await using var app = await PublisherApp.StartAsync();
        var shown = Blocks("json").Select(static text => System.Text.Json.JsonElement.Parse(text))
            .Single(static json => json.TryGetProperty("errors", out _));

        var answer = await app.PublishAsync(
            "Shop.ParcelEvents.Watch", """{ "keys": { "country": "de", "parcel": "x" }, "event": "lost", "data": {} }""");

        foreach (var member in shown.EnumerateObject())
        {
            Assert.True(
                System.Text.Json.JsonElement.DeepEquals(member.Value, answer.Body.GetProperty(member.Name)), answer.Body.GetRawText());
        }
    }

    private static IEnumerable<string> Blocks(string language) => Regex
        .Matches(_guide, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(static match => match.Groups[1].Value);

    private static async Task<List<string>> ReadToEndAsync(StreamReading reading)
    {
        var events = new List<string>();
        while (await reading.NextAsync() is { } item && !item.Data.Contains("end", StringComparison.Ordinal))
        {
            events.Add($"{item.EventType} {item.Data}");
        }

        return events;
    }

    private static async Task<string> RunAsync(TestApp app, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SHOP"] = app.Client.BaseAddress!.ToString().TrimEnd('/');
        start.Environment["TOKEN"] = "secret";
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await Signal.WithinAsync(process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.True(process.ExitCode == 0, await output + await errors);
        return await output;
    }

    [GeneratedRegex("firstId")]
    private static partial Regex FirstId();
}
