namespace Sisk.Sse;

/// <summary>All open sources of an application, identified or not: for the bound on their number, and for the end.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private readonly HashSet<HttpRequestEventSource> _open = [];
    private bool _draining;

    /// <summary>False when there are as many as there may be, or when the server stops.</summary>
    internal bool TryAdd(HttpRequestEventSource source, int? max)
    {
        lock (_gate)
        {
            // One that is closed already has been removed already: added now, it would stay.
            return !_draining && (max is null || _open.Count < max) && (!source.IsActive || _open.Add(source));
        }
    }

    internal void Remove(HttpRequestEventSource source)
    {
        lock (_gate)
        {
            _open.Remove(source);
        }
    }

    /// <summary>Takes no further ones, and gives those that are open.</summary>
    internal HttpRequestEventSource[] BeginDrain()
    {
        lock (_gate)
        {
            _draining = true;
            return [.. _open];
        }
    }
}
