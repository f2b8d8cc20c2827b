using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>A user's project, compiled with what is generated for it, and loaded. It can be started more than once.</summary>
internal sealed class LoadedApp
{
    /// <summary>Around the user's own calls: the Program.cs that every test shares.</summary>
    private const string Program = """
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static void Main() => Create(static _ => { }).Run();

            public static WebApplication Create(Action<IServiceCollection> configure)
            {
                var builder = WebApplication.CreateSlimBuilder();
                builder.Logging.ClearProviders();
                builder.Services.AddEventStreams();
                Setup.Add(builder.Services);
                configure(builder.Services);
                var app = builder.Build();
                app.Urls.Add("http://127.0.0.1:0");
                app.MapEventStreams();
                Setup.Map(app);
                return app;
            }
        }
        """;

    private readonly Func<Action<IServiceCollection>, WebApplication> _create;

    private LoadedApp(Assembly assembly) =>
        _create = assembly.GetType("Program")!.GetMethod("Create")!.CreateDelegate<Func<Action<IServiceCollection>, WebApplication>>();

    /// <summary>Compiles a project that has a class <c>Setup</c>, which adds services and maps endpoints.</summary>
    public static LoadedApp From(params string[] sources) => From([], sources);

    /// <summary>The same, with the libraries that the project references.</summary>
    public static LoadedApp From(CompiledLibrary[] libraries, params string[] sources)
    {
        var project = Project.Create([Program, .. sources]).AddReferences(libraries.Select(library => library.Reference));
        project = project.WithOptions(project.Options.WithOutputKind(OutputKind.ConsoleApplication));
        var image = CompiledLibrary.Emit(Generated.From(project).Compilation);
        var assemblies = new AssemblyLoadContext("Shop");
        foreach (var library in libraries)
        {
            assemblies.LoadFromStream(new MemoryStream(library.Image));
        }

        return new LoadedApp(assemblies.LoadFromStream(new MemoryStream(image)));
    }

    /// <summary>Starts the application.</summary>
    /// <param name="configure">Adds to its services; null for nothing more.</param>
    public async Task<RunningApp> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var app = _create(configure ?? (static _ => { }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningApp(app);
    }
}
