using Microsoft.Extensions.Hosting;

namespace Sisk.Sse.Testing.Sending;

/// <summary>The lifetime of streams without a host. Subscriptions end with it.</summary>
internal sealed class TestLifetime : IHostApplicationLifetime
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted { get; } = new(canceled: true);

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => _stopping.Token;

    public void StopApplication() => _stopping.Cancel();

    internal Task StopAsync() => _stopping.CancelAsync();
}
