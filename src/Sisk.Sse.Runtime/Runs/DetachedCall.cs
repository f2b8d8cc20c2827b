using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Runs;

/// <summary>
/// A call of the user's method that may outlive its request: it has a scope of services and a token of its own. Both end with the request,
/// unless the call has become a run.
/// </summary>
internal sealed class DetachedCall : IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly SessionHost _host;
    private readonly IServiceProvider _ofRequest;
    private readonly AsyncServiceScope _scope;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    internal DetachedCall(StreamSession session)
    {
        (_context, _host) = (session.Context, session.Host);
        _ofRequest = _context.RequestServices;
        _scope = _ofRequest.CreateAsyncScope();
        _context.RequestServices = _scope.ServiceProvider;
        _registration = session.CancellationToken.UnsafeRegister(static call => ((DetachedCall)call!).Cancel(), this);
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>Gets a value indicating whether the call is a run's, which disposes it.</summary>
    internal bool IsDetached { get; private set; }

    /// <summary>Separates the call from the request, whose end no longer cancels it.</summary>
    /// <returns>False if the request has ended before.</returns>
    internal bool TryDetach()
    {
        IsDetached = _registration.Unregister() && !_source.IsCancellationRequested;
        if (IsDetached)
        {
            _context.RequestServices = _ofRequest;
        }

        return IsDetached;
    }

    /// <summary>Cancels the token. Callbacks of the user run on the thread pool.</summary>
    internal void Cancel() => _ = _host.CancelAsync(_source);

    public async ValueTask DisposeAsync()
    {
        if (!IsDetached)
        {
            _registration.Unregister();
            _context.RequestServices = _ofRequest;
        }

        await _scope.DisposeAsync().ConfigureAwait(false);
    }
}
