using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Sisk.Sse.Client.Blazor;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Numbers>("#app");
builder.Services.AddScoped(services => new HttpClient { BaseAddress = FindServer(services.GetRequiredService<NavigationManager>().Uri) });
builder.Services.AddScoped(
    services => new TestStreams(services.GetRequiredService<HttpClient>(), new() { Retry = TimeSpan.FromMilliseconds(1) }));
await builder.Build().RunAsync();

// The page is below a path, and the streams are not. It may name another server.
static Uri FindServer(string page) => page.Split("?server=") is [_, var address] ? new Uri(address) : new Uri(new Uri(page), "/");
