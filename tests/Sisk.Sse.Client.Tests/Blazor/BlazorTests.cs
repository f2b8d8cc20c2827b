using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Playwright;
using Sisk.Sse.Client.Tests.Server;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.Blazor;

/// <summary>The .NET client in WebAssembly: a Blazor page in a browser.</summary>
public sealed class BlazorTests(Chromium chromium)
{
    private static readonly string _project = Path.Combine(Repository.Root, "tests", "Sisk.Sse.Client.Blazor");

    [Fact]
    public async Task A_page_reads_typed_events_resumes_and_closes()
    {
        await using var server = await ServerApp.StartAsync(ServePage);
        var page = await (await chromium.StartAsync()).NewPageAsync();
        var opened = server.OpenedAsync();
        await page.GotoAsync(new Uri(server.Address, "/blazor/").ToString());
        await opened;

        await BroadcastAsync(server, 1);
        await BroadcastAsync(server, 2);
        await Assertions.Expect(page.Locator("#numbers")).ToHaveTextAsync("1 2");

        // The page is away while the third event is broadcast.
        server.Sources.DropAll();
        await BroadcastAsync(server, 3);
        await Assertions.Expect(page.Locator("#numbers")).ToHaveTextAsync("1 2 3");
        await Assertions.Expect(page.Locator("#states")).ToHaveTextAsync("Connecting Open Waiting Connecting Open");

        var left = server.LeftAsync();
        await page.GetByText("Close").ClickAsync();
        await Assertions.Expect(page.Locator("#states")).ToHaveTextAsync("Connecting Open Waiting Connecting Open Closed");
        await left;
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_page_of_another_origin_needs_permission_for_the_last_event_id_alone()
    {
        var preflights = new ConcurrentQueue<string>();
        await using var pages = await ServerApp.StartAsync(ServePage);
        await using var server = await ServerApp.StartAsync(
            app =>
            {
                app.Use((context, next) =>
                {
                    if (HttpMethods.IsOptions(context.Request.Method))
                    {
                        preflights.Enqueue(context.Request.Headers.AccessControlRequestHeaders.ToString());
                    }

                    return next(context);
                });
                app.UseCors();
            },
            services: services => services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
                .WithOrigins(pages.Address.GetLeftPart(UriPartial.Authority))
                .WithHeaders("Last-Event-ID"))));
        var page = await (await chromium.StartAsync()).NewPageAsync();
        var opened = server.OpenedAsync();
        await page.GotoAsync(new Uri(pages.Address, $"/blazor/?server={server.Address}").ToString());
        await opened;
        Assert.Empty(preflights);
        await BroadcastAsync(server, 1);
        await Assertions.Expect(page.Locator("#numbers")).ToHaveTextAsync("1");

        server.Sources.DropAll();
        await BroadcastAsync(server, 2);

        await Assertions.Expect(page.Locator("#numbers")).ToHaveTextAsync("1 2");
        Assert.Equal(["last-event-id"], preflights);
        await page.CloseAsync();
    }

    private static async Task BroadcastAsync(ServerApp server, int number) =>
        await server.Broadcaster.BroadcastCountedAsync("a", new CountEvent.Counted(number, "text"), TestContext.Current.CancellationToken);

    /// <summary>
    /// Serves the page of the project Sisk.Sse.Client.Blazor, and the runtime and assemblies that its build has put together.
    /// </summary>
    private static void ServePage(WebApplication app)
    {
        var output = typeof(BlazorTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Sisk.Sse.Client.Blazor").Value!;
        var files = new CompositeFileProvider(
            new PhysicalFileProvider(Path.Combine(_project, "wwwroot")),
            new PhysicalFileProvider(Path.Combine(Path.GetDirectoryName(output)!, "wwwroot")));
        app.UseFileServer(new FileServerOptions
        {
            RequestPath = "/blazor",
            FileProvider = files,
            StaticFileOptions = { ServeUnknownFileTypes = true },
        });
    }
}
