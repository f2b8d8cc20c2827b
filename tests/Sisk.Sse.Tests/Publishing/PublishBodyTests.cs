using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;
using static Sisk.Sse.Tests.Publishing.PublisherApp;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Bodies with several events, and the limits of bodies.</summary>
public sealed class PublishBodyTests
{
    [Theory]
    [InlineData("application/json", "[", ",", "]")]
    [InlineData("application/vnd.shop+json", "[", ",", "]")]
    [InlineData("application/x-ndjson", "", "\n", "\n")]
    [InlineData("application/jsonl", "\r\n", "\r\n\n", "")]
    public async Task Events_of_one_request_arrive_in_their_order(string type, string start, string separator, string end)
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/orders/acme/1");

        var answer = await app.PublishAsync(
            Watch, start + string.Join(separator, Enumerable.Range(0, 200).Select(static i => Event("acme", 1, $"{i}"))) + end, type);

        Assert.Equal((HttpStatusCode.Accepted, 200), (answer.Status, answer.Body.GetProperty("events").GetInt32()));
        for (var i = 0; i < 200; i++)
        {
            var item = await reading.NextAsync();
            Assert.Contains($"\"name\":\"{i}\"", item?.Data, StringComparison.Ordinal);
            Assert.True(i > 0 || item?.EventId == answer.FirstId);
        }

        Assert.Equal(answer.LastId, reading.LastEventId);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task Byte_order_mark_of_a_body_is_skipped(string type)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(Watch, "\ufeff" + Event("acme", 1), type);
        var empty = await app.PublishAsync(Watch, "\ufeff", type);
        var repeated = await app.PublishAsync(Watch, "\ufeff\ufeff" + Event("acme", 1), type);

        Assert.Equal(
            (HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.Status, empty.Status, repeated.Status));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task No_event_is_sent_when_one_of_them_is_wrong(string type)
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/orders/acme/1");
        string[] events = [Event("acme", 1, "first"), Event("acme", 1).Replace(
            "\"count\": 1", "\"count\": true", StringComparison.Ordinal)];

        var answer = await app.PublishAsync(
            Watch, type == "application/json" ? $"[{string.Join(',', events)}]" : string.Join('\n', events), type);
        await app.PublishAsync(Watch, Event("acme", 1, "later"));

        Assert.Equal((HttpStatusCode.BadRequest, "$[1].data.count"), (answer.Status, Assert.Single(answer.Errors).Path));
        Assert.Contains("later", await reading.NextDataAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "application/json", "$")]
    [InlineData("", "application/json", "$")]
    [InlineData("\n\n", "application/x-ndjson", "$")]
    [InlineData("{} {}", "application/json", "$")]
    [InlineData("{ \"data\": 1, \"data\": 2 }", "application/json", "$")]
    [InlineData("{ \"keys\": {}, \"event\": \"gone\" }\n{", "application/x-ndjson", "$[1]")]
    public async Task Body_that_is_not_JSON_is_refused(string body, string type, string path)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(Watch, body, type);

        Assert.Equal((HttpStatusCode.BadRequest, path), (answer.Status, Assert.Single(answer.Errors).Path));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task More_events_than_the_limit_are_refused(string type)
    {
        await using var app = await PublisherApp.StartAsync(static options => options.MaxEvents = 2);
        string[] events = [Announce("1"), Announce("2"), Announce("3")];

        var answer = await app.PublishAsync(
            Everyone, type == "application/json" ? $"[{string.Join(',', events)}]" : string.Join('\n', events), type);
        var two = await app.PublishAsync(Everyone, $"[{events[0]},{events[1]}]");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.Accepted), (answer.Status, two.Status));
        Assert.Equal("The request has more than 2 events.", answer.Text("title"));
    }

    [Fact]
    public async Task Body_larger_than_the_limit_is_refused()
    {
        await using var app = await PublisherApp.StartAsync(static options => options.MaxRequestBytes = 200);

        var fitting = await app.PublishAsync(Everyone, Announce(new string('a', 150)));
        var large = await app.PublishAsync(Everyone, Announce(new string('a', 200)));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.RequestEntityTooLarge), (fitting.Status, large.Status));
        Assert.Equal("The body has more than 200 bytes.", large.Text("title"));
    }

    [Fact]
    public async Task Body_of_unknown_length_larger_than_the_limit_is_refused()
    {
        await using var app = await PublisherApp.StartAsync(static options => options.MaxRequestBytes = 200);
        using var raw = await RawClient.AskAsync(
            app.RawAddress,
            $"POST /_publish/{Everyone} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n12c\r\n" + new string(' ', 300) + "\r\n");

        await raw.ReadUntilAsync("The body has more than 200 bytes.");

        Assert.StartsWith("HTTP/1.1 413", raw.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_of_the_server_is_answered_with_problem_details()
    {
        await using var app = await TestApp.StartAsync(static app =>
        {
            app.Use(static (context, next) =>
            {
                context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = 50;
                return next(context);
            });
            app.UseRouting();
            app.MapEventStreamPublisher("/_publish").AllowAnonymous();
        });

        var answer = await app.PublishAsync(Everyone, Announce(new string('a', 100)));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (answer.Status, answer.Type));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task Body_of_another_type_is_refused(string type)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(Everyone, Announce("t"), type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Contains("application/x-ndjson", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_in_another_encoding_or_without_a_type_is_refused()
    {
        await using var app = await PublisherApp.StartAsync();
        using var other = new StringContent(Announce("t"), Encoding.Unicode, "application/json");
        using var none = new ByteArrayContent(Encoding.UTF8.GetBytes(Announce("t")));

        using var first = await app.Client.PostAsync("/_publish/" + Everyone, other, TestContext.Current.CancellationToken);
        using var second = await app.Client.PostAsync("/_publish/" + Everyone, none, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnsupportedMediaType), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.UnsupportedMediaType)]
    [InlineData(true, HttpStatusCode.Accepted)]
    public async Task Compressed_body_is_refused_unless_the_application_decompresses_it(bool decompresses, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                if (decompresses)
                {
                    app.UseRequestDecompression();
                }

                app.MapEventStreamPublisher("/_publish").AllowAnonymous();
            },
            services: static services => services.AddRequestDecompression());
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Announce("t")), TestContext.Current.CancellationToken);
        }

        using var content = new ByteArrayContent(compressed.ToArray()) { Headers = { { "Content-Type", "application/json" }, { "Content-Encoding", "gzip" } } };
        using var response = await app.Client.PostAsync("/_publish/" + Everyone, content, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(!decompresses, answer.Contains("UseRequestDecompression()", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Watch, """{ "keys": { "tenant": "@", "number": 1 }, "event": "changed", "data": 1 }""")]
    [InlineData(Watch, """{ "keys": { "@": 1 }, "event": "changed", "data": 1 }""")]
    [InlineData(Watch, """{ "keys": {}, "event": "@", "data": 1 }""")]
    [InlineData(Watch, """{ "keys": {}, "event": "changed", "data": 1, "@": 1 }""")]
    [InlineData(Texts, """{ "keys": {}, "data": "@" }""")]
    [InlineData(Everyone, """{ "data": { "text": "@", "level": 1 } }""")]
    [InlineData(Everyone, """{ "data": { "text": "t", "level": 1, "@": 1 } }""")]
    public async Task Text_that_cannot_be_decoded_is_refused(string stream, string body)
    {
        await using var app = await PublisherApp.StartAsync();
        var invalid = Encoding.UTF8.GetBytes(body);
        invalid[Array.IndexOf(invalid, (byte)'@')] = 0xff;

        var lone = await app.PublishAsync(stream, body.Replace("@", "a\\\\\\udc00b", StringComparison.Ordinal));
        using var content = new ByteArrayContent(invalid) { Headers = { ContentType = new("application/json") } };
        using var response = await app.Client.PostAsync("/_publish/" + stream, content, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (lone.Status, response.StatusCode));
        Assert.Contains("half of a surrogate pair", Assert.Single(lone.Errors).Detail, StringComparison.Ordinal);
        Assert.Contains("not valid UTF-8", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\ud83d\\ude00", "\ud83d\ude00")]
    [InlineData("\\\\ud800", "\\ud800")]
    [InlineData("\\u00e4\\n", "\u00e4\n")]
    public async Task Text_with_escapes_is_published(string escaped, string text)
    {
        await using var app = await PublisherApp.StartAsync();
        await using var reading = await app.OpenAsync("/published/texts/8e03978e-40d5-43dd-bc93-6894a57f9324");

        var answer = await app.PublishAsync(
            Texts, $$"""{ "keys": { "id": "8e03978e-40d5-43dd-bc93-6894a57f9324" }, "data": "{{escaped}}" }""");

        Assert.Equal((HttpStatusCode.Accepted, text), (answer.Status, await reading.NextDataAsync()));
    }

    [Fact]
    public async Task Encoding_may_be_given_in_quotation_marks()
    {
        await using var app = await PublisherApp.StartAsync();
        using var content = new StringContent(Announce("t"), new MediaTypeHeaderValue("application/json", "\"utf-8\""));

        using var response = await app.Client.PostAsync("/_publish/" + Everyone, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData(0, 1, 1, 1, "MaxEvents is 0")]
    [InlineData(1, 0, 1, 1, "MaxRequestBytes is 0")]
    [InlineData(1, 1, 0, 1, "MaxIdempotencyKeys is 0")]
    [InlineData(1, 1, 1, 0, "IdempotencyWindow is 00:00:00")]
    [InlineData(1, 1, 1, 1441, "IdempotencyWindow is 1.00:01:00")]
    public async Task Limit_out_of_its_range_fails_when_the_publisher_is_mapped(
        int events, int bytes, int keys, int minutes, string message)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PublisherApp.StartAsync(options =>
            (options.MaxEvents, options.MaxRequestBytes, options.MaxIdempotencyKeys, options.IdempotencyWindow) = (events, bytes, keys, TimeSpan.FromMinutes(minutes))));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
