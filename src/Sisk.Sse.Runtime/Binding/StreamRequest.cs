using System.ComponentModel;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Binding;
using Sisk.Sse.Runs;
using Sisk.Sse.Sessions;
using Sisk.Sse.Sources;

namespace Sisk.Sse.CompilerServices;

/// <summary>
/// One request for a stream: the parts that parameters are bound from, and the calls that run the method's result. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamRequest
{
    private readonly StreamSession _session;
    private readonly StreamDescription _stream;
    private readonly StreamFilters? _filters;
    private readonly RunRegistry? _runs;
    private readonly DetachedCall? _call;
    private PushStream? _push;

    internal StreamRequest(
        StreamSession session, StreamDescription stream, StreamFilters? filters, RunRegistry? runs = null, DetachedCall? call = null) =>
        (_session, _stream, _filters, _runs, _call) = (session, stream, filters, runs, call);

    internal StreamSession Session => _session;

    /// <summary>Gets the request.</summary>
    public HttpContext HttpContext => _session.Context;

    /// <summary>
    /// Gets a token that is canceled when the client is gone, the stream is closed for any reason or the server stops. That of a resumable
    /// stream is canceled when the stream is stopped.
    /// </summary>
    public CancellationToken CancellationToken => _call?.Token ?? _session.CancellationToken;

    /// <summary>Gets the id of the last event that a returning client has seen; null for a client that has seen none.</summary>
    public string? LastEventId => LastEventIdReader.Read(HttpContext.Request);

    /// <summary>Gets a value indicating whether the endpoint has filters, which run by <see cref="FilterAsync"/>.</summary>
    public bool HasFilters => _filters is not null;

    /// <summary>Gets the object that the user's method is called on, from the request's services.</summary>
    public T Controller<T>()
        where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();

    /// <summary>Validates the values that were bound, if all were. The binder notes what is wrong with them.</summary>
    /// <param name="binder">The binder that read the values.</param>
    /// <param name="values">
    /// The values, in the order in which the description of the stream has them. For a value that is assembled from others, the function
    /// that creates it.
    /// </param>
    public async Task ValidateAsync(ParameterBinder binder, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(binder);
        if (!binder.Failed)
        {
            binder.Note(await ParameterValidation.FindErrorsAsync(HttpContext, _stream.Validated, values).ConfigureAwait(false));
        }
    }

    /// <summary>Runs the filters around the user's method.</summary>
    /// <param name="binder">The binder that read the arguments; null if none was read.</param>
    /// <param name="arguments">The arguments of the method, in its order.</param>
    /// <param name="call">Calls the method with the arguments that the filters left.</param>
    public Task FilterAsync(
        ParameterBinder? binder, object?[] arguments, Func<StreamRequest, EndpointFilterInvocationContext, Task> call) =>
        _filters!.RunAsync(this, binder, arguments, call);

    /// <summary>
    /// Notes the position of a push stream, just before the user's method reads its state. Events that are broadcast from now on are not
    /// missed.
    /// </summary>
    public void NotePosition() => _push = PushStream.Begin(_session, _stream);

    /// <summary>Opens the push stream that the user's method returned.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="identifier">The connection's identifier, without a unique segment.</param>
    /// <param name="key">The values of the identifier's parameters, escaped and joined by '/'.</param>
    /// <param name="writer">Names and writes an event by its concrete type.</param>
    /// <returns>
    /// A task that completes when the stream is open; if the endpoint has filters, when it has ended, so that they are around it.
    /// </returns>
    public Task PushAsync<T>(EventStream<T>? stream, string identifier, string key, Action<EventSink, T> writer) =>
        (_push ?? PushStream.Begin(_session, _stream)).RunAsync(stream, identifier, key, writer);

    /// <summary>Streams the events of a sequence, named by their concrete types.</summary>
    /// <returns>A task that completes when the stream has ended, or was refused.</returns>
    public Task PullAsync<T>(IAsyncEnumerable<T>? events, Action<EventSink, T> writer) => _call is null
        ? new PullStream(_session, _stream.Name, _stream.Settings).RunAsync(events, writer)
        : new RunStream(_session, _stream, _runs!, _call).RunAsync(events, writer);

    /// <summary>Streams the items of a sequence, whose event type, id and retry are kept.</summary>
    /// <returns>A task that completes when the stream has ended.</returns>
    public Task PullAsync<T>(IAsyncEnumerable<SseItem<T>>? events, Action<EventSink, T> writer) => _call is null
        ? new PullStream(_session, _stream.Name, _stream.Settings).RunAsync(events, writer)
        : new RunStream(_session, _stream, _runs!, _call).RunAsync(events, writer);

    /// <summary>Runs a handler that may block on a separate thread, so that many of them do not occupy the thread pool.</summary>
    /// <returns>A task that completes when the handler has returned or thrown.</returns>
    public Task RunBlockingAsync(Func<HttpResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return BlockingHandler.RunAsync(handler);
    }
}
