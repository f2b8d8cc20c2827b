using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Requests of resumable streams.</summary>
internal static class RunClient
{
    internal static Task<TestApp> StartRunsAsync(
        this TestTransport transport, Action<EventStreamOptions>? options = null, Action<IServiceCollection>? services = null) =>
        transport.StartAsync(options: options, services: all =>
        {
            QuerySignIn.Add(all);
            all.AddSingleton<RunProbe>();
            all.AddScoped<RunScope>();
            services?.Invoke(all);
        });

    internal static Task<StreamReading> PostAsync(this TestApp app, string path, object? body = null) =>
        StreamReading.OpenAsync(app.Client, Request(app, HttpMethod.Post, path, body: body));

    internal static async Task<HttpResponseMessage> DeleteAsync(this TestApp app, string path, string? lastEventId)
    {
        using var request = Request(app, HttpMethod.Delete, path, lastEventId);
        return await Signal.WithinAsync(app.Client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    internal static async Task<List<string?>> TakeAsync(this StreamReading reading, int count)
    {
        var data = new List<string?>();
        while (data.Count < count)
        {
            data.Add(await reading.NextDataAsync());
        }

        return data;
    }

    internal static async Task<string> TellRestAsync(this StreamReading reading) =>
        string.Join(", ", (await reading.RestAsync()).Select(item => $"{item.EventType} {item.Data}"));

    private static HttpRequestMessage Request(TestApp app, HttpMethod method, string path, string? lastEventId = null, object? body = null)
    {
        var request = new HttpRequestMessage(method, path)
        {
            Version = app.Client.DefaultRequestVersion,
            VersionPolicy = app.Client.DefaultVersionPolicy,
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return request;
    }
}
