using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;

namespace Sisk.Sse.Sessions;

/// <content>Reports the beginning and the end of the stream.</content>
internal sealed partial class StreamSession
{
    private long _openedAt;
    private string? _reportedAs;
    private bool _isCounted;
    private ConnectionRecord? _record;

    /// <summary>Gets the facts about an open stream; null for any other, and if no inspector is mapped.</summary>
    internal ConnectionRecord? Record => Reported is null ? null : Volatile.Read(ref _record);

    /// <summary>Gets the name and the connection of an open stream whose beginning was reported; null for any other.</summary>
    internal (string Stream, Connection Connection)? Reported
    {
        get
        {
            lock (this)
            {
                return _reportedAs is { } stream ? (stream, _source!.Connection) : null;
            }
        }
    }

    /// <summary>Gets the name of the stream in telemetry: the template of its identifiers, or else its route.</summary>
    internal string Template
    {
        get
        {
            var endpoint = _context.GetEndpoint();
            return endpoint?.Metadata.GetMetadata<StreamDescription>()?.Template
                ?? ((endpoint as RouteEndpoint)?.RoutePattern.RawText is { } route ? StreamDescription.NameOf(route) : "unmapped");
        }
    }

    /// <summary>Takes the sent bytes of a stream that has ended, so that they are counted once.</summary>
    internal (string? Stream, long Bytes) TakeSentBytes()
    {
        lock (this)
        {
            var stream = _reportedAs;
            _reportedAs = null;
            var bytes = stream is null ? 0 : _source!.Connection.SentBytes;
            _record?.SentBytes = bytes;
            return (stream, bytes);
        }
    }

    private void ReportOpened(HttpRequestEventSource source)
    {
        if (_kind is SessionKind.Inspection)
        {
            return;
        }

        var template = Template;
        var record = _host.Ended is null ? null : Describe(template, source, limit: null);
        lock (this)
        {
            if (_isClosed)
            {
                return;
            }

            (_openedAt, _reportedAs, _record) = (_host.Time.GetTimestamp(), template, record);

            // A listener that comes later must not see the end of a stream whose beginning it has not seen.
            _isCounted = _host.Telemetry.Metrics.CountsConnections;
        }

        _host.Telemetry.Opened(template, source.Connection.Transport, LogName(source));
    }

    /// <remarks>A request without a server, as in a unit test, has a response that never begins and no other body behind its own.</remarks>
    void IConnectionOwner.OnHeldBack()
    {
        if (_context.Features.Get<IHttpResponseBodyFeature>() is StreamResponseBodyFeature { PriorFeature: not null })
        {
            _host.ReportHeldBack(_context.Request.Path);
        }
    }

    void IConnectionOwner.OnDropped(DropCounts drops)
    {
        if (Reported?.Stream is { } stream)
        {
            _host.Telemetry.Dropped(stream, drops);
        }
    }

    private void ReportClosed(CloseReason reason)
    {
        long openedAt;
        string? template;
        bool isCounted;
        lock (this)
        {
            (openedAt, template, isCounted) = (_openedAt, _reportedAs, _isCounted);
        }

        if (template is not null)
        {
            if (_record is not null)
            {
                Keep(_record, reason);
            }

            var activity = _context.Features.Get<IHttpActivityFeature>()?.Activity;
            _host.Telemetry.Closed(
                template,
                _source!.Connection.Transport,
                isCounted,
                reason,
                _host.Time.GetElapsedTime(openedAt),
                LogName(_source),
                activity);
        }
    }

    /// <summary>Gets the identifier, or else the trace identifier of the request. Null if connections are not logged.</summary>
    private string? LogName(HttpRequestEventSource source) =>
        _host.Telemetry.LogsConnections ? source.Identifier ?? _context.TraceIdentifier : null;

    /// <summary>Reports a client that a limit has refused, and returns the reason for which its stream is closed.</summary>
    private CloseReason Refuse(string limit)
    {
        if (limit == ConnectionLimits.Shutdown)
        {
            return CloseReason.ServerStopping;
        }

        var template = Template;
        if (_host.Ended is not null)
        {
            Keep(Describe(template, Source, limit), CloseReason.Rejected);
        }

        _host.Telemetry.Rejected(template, limit);
        return CloseReason.Rejected;
    }

    private ConnectionRecord Describe(string template, HttpRequestEventSource? source, string? limit) => new()
    {
        Number = _host.Ended!.NextNumber(),
        Stream = template,
        Kind = _kind,
        Identifier = source?.Identifier,
        User = ConnectionLimits.UserOf(_context),
        Address = _context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : _context.Connection.RemoteIpAddress,
        Protocol = _context.Request.Protocol,
        Transport = limit is null ? source?.Connection.Transport : null,
        LastEventId = source?.LastEventId,
        OpenedAt = _host.Time.GetUtcNow(),
        Limit = limit,
    };

    private void Keep(ConnectionRecord record, CloseReason reason)
    {
        record.End(reason, _host.Time.GetUtcNow(), Source?.Connection.SentBytes ?? 0);
        _host.Ended!.Add(record);
    }
}
