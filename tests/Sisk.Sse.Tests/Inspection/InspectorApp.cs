using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>An application with an inspector, and the requests of its page.</summary>
internal static class InspectorApp
{
    internal static Task<TestApp> StartAsync(Action<IServiceCollection>? services = null, Action<EventStreamOptions>? options = null) =>
        TestApp.StartAsync(static app => app.MapEventStreamInspector("/_streams").AllowAnonymous(), options, services);

    internal static async Task<JsonElement> SearchAsync(this TestApp app, string text = "", string? stream = null, string? order = null) =>
        await app.Client.GetFromJsonAsync<JsonElement>(
            $"/_streams/connections?text={Uri.EscapeDataString(text)}&stream={Uri.EscapeDataString(stream ?? "")}&order={order}", TestContext.Current.CancellationToken);

    /// <summary>Gets the identifiers that a search lists.</summary>
    internal static async Task<string?[]> FindAsync(this TestApp app, string text = "", string? stream = null, string? order = null) =>
        [.. (await app.SearchAsync(text, stream, order)).GetProperty("connections").EnumerateArray()
            .Select(static one => one.GetProperty("identifier").GetString())];

    /// <summary>Posts JSON as the page does.</summary>
    internal static async Task<(HttpStatusCode Status, string Message)> PostAsync(
        this TestApp app, string action, string json, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/_streams/" + action) { Content = new StringContent(json, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (response.StatusCode, body.GetProperty("message").GetString()!);
    }

    /// <summary>Reads the page's stream up to an event of a name.</summary>
    internal static async Task<JsonElement> ReadUntilAsync(this StreamReading reading, string name)
    {
        while (await reading.NextAsync() is { } item)
        {
            if (item.EventType == name)
            {
                return JsonElement.Parse(item.Data);
            }
        }

        throw new InvalidOperationException($"The stream ended without '{name}'.");
    }
}
