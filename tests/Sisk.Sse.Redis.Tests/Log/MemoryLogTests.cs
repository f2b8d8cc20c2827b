using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

public sealed class MemoryLogTests : EventLogTests
{
    private TestApp? _app;

    internal override async Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) =>
        _app = await TestApp.StartAsync(options: options);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
