using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>A user's project that listens on a free port of this machine.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    /// <summary>The class <c>Setup</c> of a project that adds and maps nothing of its own.</summary>
    public const string NoSetup =
        "public static class Setup { public static void Add(IServiceCollection services) => _ = services; public static void Map(WebApplication app) => _ = app; }";

    /// <summary>Ends a test that waits for what never comes; nothing is measured by it.</summary>
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromMinutes(1));
    private readonly WebApplication _app;

    /// <param name="app">The application, started.</param>
    internal RunningApp(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Client = new HttpClient { BaseAddress = new Uri(addresses.Addresses.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a project that has a class <c>Setup</c>, which adds services and maps endpoints.</summary>
    public static Task<RunningApp> StartAsync(params string[] sources) => StartAsync([], sources);

    /// <summary>The same, with the libraries that the project references.</summary>
    public static Task<RunningApp> StartAsync(CompiledLibrary[] libraries, params string[] sources) =>
        LoadedApp.From(libraries, sources).StartAsync();

    /// <summary>Opens a stream; once this returns, the connection receives what is broadcast.</summary>
    public Task<EventReader> ConnectAsync(string path) => ConnectAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<EventReader> ConnectAsync(HttpRequestMessage request)
    {
        var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _guard.Token);
        return await EventReader.OpenAsync(response, _guard.Token);
    }

    /// <summary>Calls an endpoint of the project's own, such as one that broadcasts.</summary>
    public async Task PostAsync(string path, object? body = null)
    {
        using var response = await Client.PostAsJsonAsync(path, body, _guard.Token);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _guard.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
