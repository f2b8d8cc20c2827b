using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Log;
using Sisk.Sse.Streams;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Sessions;

/// <content>The admission of clients: limits, duplicates and the age of streams, and what those are told that are not admitted.</content>
internal sealed partial class StreamSession
{
    /// <summary>Admits the client and makes its source known.</summary>
    /// <returns>False if the client is sent away instead, for now or permanently.</returns>
    internal bool Register(HttpRequestEventSource source)
    {
        TcpOptions.Set(_context, _host.Options.WriteTimeout);
        if (source.LastEventId == StreamEventId.End)
        {
            _context.Response.StatusCode = StatusCodes.Status204NoContent;
            source.Connection.Discard();
            return false;
        }

        if (HttpMethods.IsHead(_context.Request.Method))
        {
            // Its client wants the headers and reads no body: it would wait for the end of the stream before its next request.
            StreamResponse.Prepare(_context);
            source.Connection.Discard();
            return false;
        }

        if (_host.Options.CloseOnAuthenticationExpiration && AuthenticationTicket.TimeLeft(_context, _host.Time) == TimeSpan.Zero)
        {
            // A scheme may accept a sign-in for a while after its end. The stream would end at once, and its client would reconnect at
            // once.
            _context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            source.Connection.Discard();
            return false;
        }

        if (FindRefusal(source) is { } limit)
        {
            SendAway(source, Refuse(limit));
            return false;
        }

        ReportOpened(source);

        if (_host.LongestAge(_context) is { } age)
        {
            CloseAfter(source, age);
        }

        return true;
    }

    /// <summary>Asks the client to retry later, in place of a stream.</summary>
    internal void SendAway(CloseReason reason = CloseReason.ServerStopping)
    {
        if (TryOpen(identifier: null, StreamSettings.WithoutPings) is { } source)
        {
            SendAway(source, reason);
        }
    }

    /// <summary>
    /// Asks the client to retry later, in place of a stream that has not begun. An EventSource of a browser reconnects to a stream that
    /// ends, and gives up permanently at an error. Other requests than GET come from other clients, which could not tell an empty stream
    /// from one that broke off.
    /// </summary>
    internal void SendAway(HttpRequestEventSource source, CloseReason reason)
    {
        var retry = _host.Options.NextRetry();
        var method = _context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            source.Drain(retry, reason);
            return;
        }

        if (source.Connection.TryCloseUnsent(reason))
        {
            _context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            _context.Response.Headers.RetryAfter = Math.Ceiling(retry.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            source.Connection.Settle(start: false);
        }
    }

    /// <summary>Checks the limits that need nothing of the user's method before it runs.</summary>
    private bool TryBegin()
    {
        if (_kind is SessionKind.Imperative)
        {
            _lifetime = RequestLifetime.Find(_context) ?? RequestLifetime.Add(_context, _host);
            _context.Features.Set(this);
            return true;
        }

        RequestLifetime.Remove(_context);
        Own();

        if (_kind is SessionKind.Inspection && !_host.Sessions.IsDraining)
        {
            return true;
        }

        if (_host.Sessions.TryTake(this, _host.Options.MaxConnections, _host.Limits.SlotsOf(_context)) is not { } limit)
        {
            return true;
        }

        SendAway(Refuse(limit));
        return false;
    }

    /// <summary>Finds the limit that refuses a source. Null if it is admitted.</summary>
    private string? FindRefusal(HttpRequestEventSource source)
    {
        lock (this)
        {
            if (_isDraining)
            {
                return ConnectionLimits.Shutdown;
            }

            // Until here, the response is this thread's alone.
            _isAdmitted = true;
        }

        if (_kind is SessionKind.Inspection)
        {
            return null;
        }

        // The places of push and pull streams are taken before their methods run.
        var limits = _host.Limits;
        var refusal = Slots is null ? _host.Sessions.TryTake(this, _host.Options.MaxConnections, limits.SlotsOf(_context)) : null;
        if (refusal is null && source.Identifier is { } identifier)
        {
            refusal = _host.Sessions.TryTakeMore(this, limits.SlotsOf(identifier))
                ?? (_host.Collection.TryAdd(source, _host.Options.DuplicateIdentifiers) ? null : ConnectionLimits.Identifier);
        }

        return refusal;
    }

    private void CloseAfter(HttpRequestEventSource source, TimeSpan age)
    {
        var entry = _host.Clock.Schedule(new ConnectionAge(source, _host), age);
        if (!source.Connection.TryKeep(ref _age, entry))
        {
            _host.Clock.Cancel(entry);
        }
    }
}
