using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Sisk.Sse.Client.Blazor;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Numbers>("#app");
// The page is below a path, and the streams are not.
builder.Services.AddScoped(_ => new HttpClient { BaseAddress = new Uri(new Uri(builder.HostEnvironment.BaseAddress), "/") });
builder.Services.AddScoped(services => new TestStreams(services.GetRequiredService<HttpClient>(), new() { Retry = TimeSpan.FromMilliseconds(1) }));
await builder.Build().RunAsync();
