using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Services that a controller cannot do without are checked when the application starts, not at the first request.</summary>
public sealed class ServiceCheckTests
{
    private const string Streams = """
        using Microsoft.Extensions.DependencyInjection.Extensions;

        namespace Shop
        {
            public interface IStore { string Text { get; } }
            public sealed class Store : IStore { public string Text => "text"; }
            public interface IClock;

            public sealed class Streams(IStore store, [FromKeyedServices("big")] IStore big, IClock? optional = null)
            {
                [RouteGet("/watch")]
                public EventStream<string> Watch([FromServices] IClock? clock) => new() { First = [store.Text + big.Text + optional + clock] };
            }
        }

        """;

    [Fact]
    public async Task Start_fails_with_the_names_of_the_controller_and_its_missing_services()
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(""));

        Assert.Equal(
            "Event streams need services that are not registered: Shop.Streams needs Shop.IStore; Shop.Streams needs Shop.IStore with the key 'big'. "
            + "Register them before builder.Build().",
            failed.Message);
    }

    [Theory]
    [InlineData("[FromServices] IStore store", "Shop.IStore. Register them before builder.Build().")]
    [InlineData("Filter filter", "Shop.Filter. Register them before builder.Build(). Mark a parameter that holds values of the request with [AsParameters] instead.")]
    public async Task Start_fails_when_a_parameter_of_a_method_is_not_registered(string parameter, string advice)
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningApp.StartAsync($$"""
            namespace Shop
            {
                public interface IStore;
                public sealed record Filter(int From, int To);
                public static class Setup { public static void Add(IServiceCollection services) { } public static void Map(WebApplication app) { } }
                public static class Notes
                {
                    [RouteGet("/notes")]
                    public static EventStream<string> Watch({{parameter}}) => new();
                }
            }
            """, "global using Shop;"));

        Assert.EndsWith("Shop.Notes needs " + advice, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_that_validates_leaves_a_parameter_with_values_of_the_request_to_the_check_at_startup()
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningApp.StartAsync("""
            namespace Shop
            {
                public sealed record Filter(int From, int To);
                public static class Setup
                {
                    public static void Add(IServiceCollection services)
                    {
                        services.AddEventStreams();
                        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
                    }

                    public static void Map(WebApplication app) { }
                }

                public sealed class Notes
                {
                    [RouteGet("/notes")]
                    public EventStream<string> Watch(Filter filter) => new();
                }
            }
            """, "global using Shop;"));

        Assert.EndsWith("with [AsParameters] instead.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_starts_when_only_optional_services_are_missing()
    {
        await using var app = await StartAsync(
            """services.AddScoped<IStore, Store>(); services.AddKeyedSingleton<IStore, Store>("big");""");
        await using var reader = await app.ConnectAsync("/watch");

        Assert.Equal("message: texttext", await reader.NextAsync());
    }

    [Fact]
    public async Task Controller_that_the_application_has_registered_requires_nothing()
    {
        await using var app = await StartAsync("""
            var own = new ServiceCollection();
            own.AddSingleton(new Streams(new Store(), new Store()));
            own.AddEventStreams();
            if (own.Any(service => service.ServiceType.Name.StartsWith("RequiredService") || service.ServiceType.Name == "ServiceRequirement"))
            {
                throw new InvalidOperationException("Something is required.");
            }

            services.AddSingleton<IStore, Store>().AddKeyedSingleton<IStore, Store>("big");
            """);

        Assert.NotNull(app);
    }

    [Fact]
    public async Task Build_that_validates_names_the_controller_and_its_missing_service()
    {
        var failed = await Assert.ThrowsAsync<AggregateException>(() => StartAsync(
            "services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });"));

        Assert.Contains("Unable to resolve service for type 'Shop.IStore'", failed.Message, StringComparison.Ordinal);
        Assert.Contains("[Shop.Streams,Shop.IStore]", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_that_validates_passes_when_scoped_services_are_registered()
    {
        await using var app = await StartAsync("""
            services.AddScoped<IStore, Store>();
            services.AddKeyedScoped<IStore, Store>("big");
            services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }).Dispose();
            """);

        Assert.NotNull(app);
    }

    /// <summary>Starts the application with statements that add services.</summary>
    private static Task<RunningApp> StartAsync(string add) => RunningApp.StartAsync(Streams + $$"""
        namespace Shop
        {
            public static class Setup
            {
                public static void Add(IServiceCollection services) { {{add}} }
                public static void Map(WebApplication app) { }
            }
        }
        """, "global using Shop;");
}
