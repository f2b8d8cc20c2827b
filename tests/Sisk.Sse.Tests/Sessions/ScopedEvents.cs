using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Streams that use a scoped service.</summary>
[RoutePrefix("/scoped")]
public sealed class ScopedEvents(ScopedService service)
{
    [RouteGet("/push/{key}")]
    public EventStream<string> Push(string key) => new() { First = [service.Use()] };

    [RouteGet("/refused")]
    public EventStream<string> Refused() => EventStream.Refuse(TypedResults.Content(service.Use()));

    [RouteGet("/pull")]
    public async IAsyncEnumerable<string> Pull(ScopedGate gate, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return service.Use();
        await gate.Task.WaitAsync(ct);
        yield return service.Use();
    }
}

/// <summary>Holds a pull stream until a test lets it continue.</summary>
public sealed class ScopedGate : TaskCompletionSource;

/// <summary>Counts the scopes that are open.</summary>
public sealed class ScopeCount
{
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public void Add(int change) => Interlocked.Add(ref _open, change);
}

public sealed class ScopedService : IAsyncDisposable
{
    private readonly ScopeCount _count;
    private bool _disposed;

    public ScopedService(ScopeCount count)
    {
        _count = count;
        count.Add(1);
    }

    public string Tenant { get; set; } = "none";

    public string Use()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Tenant;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        _disposed = true;
        _count.Add(-1);
    }
}
