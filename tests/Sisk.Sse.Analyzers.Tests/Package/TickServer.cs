using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>A server with one stream, its contract, and a client's project for it.</summary>
internal static class TickServer
{
    private const string Contract = """
        {
          "version": 1,
          "name": "Shop",
          "streams": [
            {
              "controller": "Ticks", "name": "Watch", "method": "GET", "route": "/ticks", "kind": "push", "end": "none",
              "payload": { "$ref": "#/types/Tick" },
              "parameters": [],
              "events": [ { "name": "tick", "schema": { "$ref": "#/types/Tick" } } ]
            }
          ],
          "types": {
            "Tick": {
              "type": "object",
              "properties": { "number": { "type": "integer", "format": "int32" } },
              "required": [ "number" ],
              "members": { "number": "Number" }
            }
          }
        }
        """;

    /// <summary>The generated client, for a project that has the contract as an additional file.</summary>
    internal const string Client = """
        using Sisk.Sse.Client;

        [EventStreamClient("streams.json")]
        public partial class ShopStreams;
        """;

    internal static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/ticks", static context =>
        {
            context.Response.ContentType = "text/event-stream";
            return context.Response.WriteAsync("event: tick\ndata: {\"number\":7}\n\n");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>Writes the contract and the client into a project's folder.</summary>
    internal static async Task WriteClientAsync(string project)
    {
        await File.WriteAllTextAsync(Path.Combine(project, "streams.json"), Contract, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "ShopStreams.cs"), Client, TestContext.Current.CancellationToken);
    }
}
