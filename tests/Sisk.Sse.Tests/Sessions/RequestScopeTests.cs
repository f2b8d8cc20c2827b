using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public sealed class RequestScopeTests : IAsyncDisposable
{
    private readonly ScopedGate _gate = new();
    private readonly TaskCompletionSource<string> _after = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestApp? _app;

    public async ValueTask DisposeAsync() => await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task Scope_of_a_push_stream_ends_before_the_stream_opens()
    {
        var app = await StartAsync();

        await using var client = await OpenAsync("/scoped/push/a");

        Assert.Equal(0, app.Get<ScopeCount>().Open);
        await app.Get<ScopedEventsBroadcaster>().BroadcastPushAsync("a", "live", TestContext.Current.CancellationToken);
        Assert.Equal("tenant", await client.NextAsync(TestContext.Current.CancellationToken));
        Assert.Equal("live", await client.NextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Middleware_gets_services_of_a_new_scope_after_a_push_stream()
    {
        await StartAsync();
        var client = await OpenAsync("/scoped/push/a");

        await client.DisposeAsync();

        Assert.Equal("none", await Signal.WithinAsync(_after.Task));
    }

    [Fact]
    public async Task Scope_of_a_push_stream_with_filters_ends_before_the_stream_opens()
    {
        var app = await StartAsync(static call => call.HttpContext.RequestServices.GetRequiredService<ScopedService>().Use());

        await using var client = await OpenAsync("/scoped/push/a");

        Assert.Equal(0, app.Get<ScopeCount>().Open);
        Assert.Equal("tenant", await client.NextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Refusal_is_written_with_the_services_of_the_request()
    {
        var app = await StartAsync();

        Assert.Equal("tenant", await app.Client.GetStringAsync("/scoped/refused", TestContext.Current.CancellationToken));
        Assert.Equal("tenant", await Signal.WithinAsync(_after.Task));
    }

    [Fact]
    public async Task Scope_of_a_pull_stream_ends_with_the_stream()
    {
        var app = await StartAsync();
        await using var client = await OpenAsync("/scoped/pull");
        Assert.Equal("tenant", await client.NextAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, app.Get<ScopeCount>().Open);

        _gate.SetResult();

        Assert.Equal(["tenant"], await client.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("tenant", await Signal.WithinAsync(_after.Task));
    }

    private Task<TestStreamClient<string>> OpenAsync(string path) =>
        _app!.OpenAsync<string>(path);

    private async Task<TestApp> StartAsync(Action<EndpointFilterInvocationContext>? filter = null) => _app = await TestApp.StartAsync(
        services: services =>
        {
            services.AddSingleton(_gate);
            services.AddSingleton<ScopeCount>();
            services.AddScoped<ScopedService>();
        },
        mapStreams: app =>
        {
            // As authentication does, it begins the scope before the stream.
            app.Use(async (context, next) =>
            {
                context.RequestServices.GetRequiredService<ScopedService>().Tenant = "tenant";
                await next(context);
                _after.TrySetResult(context.RequestServices.GetRequiredService<ScopedService>().Use());
            });
            app.UseRouting();
            var streams = app.MapEventStreams();
            if (filter is not null)
            {
                streams.AddEndpointFilter(async (call, next) =>
                {
                    filter(call);
                    return await next(call);
                });
            }
        });
}
