namespace Sisk.Sse.Sessions;

/// <summary>
/// The token that the user's method gets. Callbacks that are registered with it run on the thread pool, so that they never hold up the
/// thread that ends a stream.
/// </summary>
internal sealed class SessionToken
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _aborted;
    private readonly SessionHost _host;

    internal SessionToken(CancellationToken requestAborted, bool isCanceled, SessionHost host)
    {
        _host = host;
        if (isCanceled)
        {
            _source.Cancel();
            return;
        }

        _aborted = requestAborted.UnsafeRegister(static token => ((SessionToken)token!).Cancel(), this);
    }

    internal CancellationToken Token => _source.Token;

    internal void Cancel() => _ = _host.CancelAsync(_source);

    /// <summary>Forgets the request. The token stays as it is.</summary>
    internal void Release() => _aborted.Unregister();
}
