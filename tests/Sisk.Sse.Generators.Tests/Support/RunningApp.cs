using System.Net.Http.Json;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>A user's project, compiled with what is generated for it, loaded and listening on a free port of this machine.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    /// <summary>Around the user's own calls: the Program.cs that every test shares.</summary>
    private const string Program = """
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static void Main() => Create().Run();

            public static WebApplication Create()
            {
                var builder = WebApplication.CreateSlimBuilder();
                builder.Logging.ClearProviders();
                builder.Services.AddEventStreams();
                Setup.Add(builder.Services);
                var app = builder.Build();
                app.Urls.Add("http://127.0.0.1:0");
                app.MapEventStreams();
                Setup.Map(app);
                return app;
            }
        }
        """;

    /// <summary>Ends a test that waits for what never comes; nothing is measured by it.</summary>
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromMinutes(1));
    private readonly AssemblyLoadContext _assemblies;
    private readonly WebApplication _app;

    private RunningApp(AssemblyLoadContext assemblies, WebApplication app)
    {
        (_assemblies, _app) = (assemblies, app);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Client = new HttpClient { BaseAddress = new Uri(addresses.Addresses.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a project that has a class <c>Setup</c>, which adds services and maps endpoints.</summary>
    public static Task<RunningApp> StartAsync(params string[] sources) => StartAsync([], sources);

    /// <summary>The same, with the libraries that the project references.</summary>
    public static async Task<RunningApp> StartAsync(CompiledLibrary[] libraries, params string[] sources)
    {
        var project = Project.Create([Program, .. sources]).AddReferences(libraries.Select(library => library.Reference));
        project = project.WithOptions(project.Options.WithOutputKind(OutputKind.ConsoleApplication));
        var image = CompiledLibrary.Emit(Generated.From(project).Compilation);
        var assemblies = new AssemblyLoadContext("Shop", isCollectible: true);
        foreach (var library in libraries)
        {
            assemblies.LoadFromStream(new MemoryStream(library.Image));
        }

        var app = (WebApplication)assemblies.LoadFromStream(new MemoryStream(image)).GetType("Program")!
            .InvokeMember("Create", BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.Static, null, null, null)!;
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningApp(assemblies, app);
    }

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
        _assemblies.Unload();
    }
}
