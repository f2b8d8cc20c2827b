using Microsoft.Playwright;
using Sisk.Sse.Samples.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>One headless Chromium for all tests, with a new profile, started when the first test asks for it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] _arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The browser, started where it is not yet.</summary>
    public async Task<IBrowser> StartAsync()
    {
        var program = RealComponent.Require(
            "Chromium", "apt-get install -y chromium", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = _arguments });
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }
}
