using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Inspection;

/// <summary>
/// The actions of the page on this server: it closes connections and sends test events. Each action is logged with the user.
/// </summary>
internal sealed partial class InspectorActions(SessionHost host, ConnectionSearch connections, TestEvents events, ILogger logger)
{
    /// <summary>Closes a connection of this server, or all connections with an identifier on all servers.</summary>
    internal async Task<ActionView> CloseAsync(CloseRequest request, string? user, CancellationToken cancellationToken)
    {
        if (request.Connection is { Length: > 0 })
        {
            return CloseHere(request with { User = user });
        }

        if (request.Identifier is not { Length: > 0 } identifier)
        {
            return new ActionView("Name a connection or an identifier.", StatusCodes.Status400BadRequest);
        }

        LogClosed(user, identifier, ModeOf(request));
        try
        {
            await host.Collection.CloseAsync(identifier, ModeOf(request), cancellationToken).ConfigureAwait(false);
            return new ActionView($"Closed {identifier}.");
        }
        catch (EventLogUnavailableException exception)
        {
            return ClosedHere(exception, StatusCodes.Status503ServiceUnavailable);
        }
        catch (ArgumentException exception)
        {
            // It is longer than the shared log allows.
            return ClosedHere(exception, StatusCodes.Status400BadRequest);
        }

        ActionView ClosedHere(Exception exception, int status) => new(
            $"Closed {identifier} on this server only, because the others could not be told. {exception.Message}", status);
    }

    /// <summary>Closes a connection of this server.</summary>
    internal ActionView CloseHere(CloseRequest request)
    {
        if (connections.Find(request.Connection!) is not { Source: { } source })
        {
            return new ActionView("This connection has ended.", StatusCodes.Status404NotFound);
        }

        var name = source.Identifier ?? request.Connection!;
        source.Close(ModeOf(request));
        LogClosed(request.User, name, ModeOf(request));
        return new ActionView($"Closed {name}.");
    }

    internal async Task<ActionView> SendAsync(SendRequest request, string? user, CancellationToken cancellationToken)
    {
        try
        {
            if (await events.SendAsync(request, cancellationToken).ConfigureAwait(false) is { } error)
            {
                return new ActionView(error, StatusCodes.Status400BadRequest);
            }
        }
        catch (EventLogUnavailableException exception)
        {
            return new ActionView(exception.Message, StatusCodes.Status503ServiceUnavailable);
        }
        catch (ArgumentException exception)
        {
            // It is larger than the shared log allows.
            return new ActionView(exception.Message, StatusCodes.Status400BadRequest);
        }

        var key = string.Join('/', request.Key ?? []);
        LogSent(user, request.Event, request.Stream, key);
        return new ActionView($"Sent {request.Event} to {(key.Length == 0 ? "all connections" : key)}.");
    }

    private static CloseMode ModeOf(CloseRequest request) => request.ForGood ? CloseMode.Permanent : CloseMode.Reconnect;

    [LoggerMessage(1, LogLevel.Information, "{User} has closed '{Connection}' in the inspector ({Mode}).", EventName = "ConnectionClosed")]
    private partial void LogClosed(string? user, string connection, CloseMode mode);

    [LoggerMessage(
        2, LogLevel.Information,
        "{User} has sent the test event '{Event}' of '{Stream}' to '{Key}' in the inspector.", EventName = "TestEventSent")]
    private partial void LogSent(string? user, string? @event, string? stream, string key);
}
