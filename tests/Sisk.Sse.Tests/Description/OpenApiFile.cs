using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Sisk.Sse.OpenApi;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Description;

/// <summary>The OpenAPI document that an application with the streams of this project serves.</summary>
internal static class OpenApiFile
{
    /// <summary>Starts the application, and reads its document.</summary>
    /// <param name="version">The version of OpenAPI.</param>
    /// <param name="configure">Sets further options.</param>
    /// <param name="map">Maps further endpoints.</param>
    /// <param name="mapStreams">Maps the streams in a way of its own.</param>
    /// <param name="addsStreams">False for the document as it is without the package.</param>
    internal static async Task<JsonElement> ReadAsync(
        OpenApiSpecVersion version,
        Action<OpenApiOptions>? configure = null,
        Action<WebApplication>? map = null,
        Action<WebApplication>? mapStreams = null,
        bool addsStreams = true)
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.MapOpenApi();
                map?.Invoke(app);
            },
            services: services =>
            {
                QuerySignIn.Add(services);
                services.AddOpenApi(options =>
                {
                    options.OpenApiVersion = version;
                    configure?.Invoke(options);
                    if (addsStreams)
                    {
                        options.AddEventStreams();
                    }
                });
            },
            mapStreams: mapStreams);
        using var response = await app.Client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, string.Join("\n", app.Logs.Entries.Where(static entry => entry.Exception is not null)));
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
