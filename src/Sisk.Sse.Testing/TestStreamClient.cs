using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Testing.Receiving;
using Sisk.Sse.Testing.Waiting;

namespace Sisk.Sse.Testing;

/// <summary>
/// A client of an event stream in a test. It reads in the background, and its methods wait for what they expect without sleeping. It
/// reconnects only when it is told to.
/// </summary>
/// <typeparam name="T">
/// The events of the stream: one payload type, or the base of several. Use <see cref="string"/> for the data as text.
/// </typeparam>
public sealed partial class TestStreamClient<T> : IAsyncDisposable
{
    /// <summary>
    /// The longest body of an error response in messages: enough for problem details or the top of a stack trace, but not for a page.
    /// </summary>
    private const int MaxBodyLength = 2_000;

    private const string LastEventIdHeader = "Last-Event-ID";

    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly IServiceProvider _server;
    private readonly string _path;
    private readonly Action<HttpRequestMessage>? _configure;
    private readonly ClientLog _log;
    private readonly EventTypes _types;

    /// <summary>Lets calls that reconnect take turns. Otherwise a connection would stay open that nothing closes.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ClientConnection _connection = null!;
    private volatile bool _isDisposed;
    private bool _isResumable;
    private int _next;
    private int _nextComment;

    private TestStreamClient(HttpClient http, bool ownsHttp, IServiceProvider server, string path, Action<HttpRequestMessage>? configure)
    {
        (_http, _ownsHttp, _server, _path, _configure) = (http, ownsHttp, server, path, configure);
        _log = new ClientLog(path);
        _types = new EventTypes(typeof(T), server);
    }

    /// <summary>Gets the response of the current connection, with its headers.</summary>
    public HttpResponseMessage Response => _connection.Response;

    /// <summary>Gets the id that the client resumes after; empty if it has received none.</summary>
    public string LastEventId => _log.LastEventId;

    /// <summary>Gets all events that were received so far, on all connections, with <c>reset</c>, <c>end</c> and <c>error</c>.</summary>
    public IReadOnlyList<ReceivedEvent> Received => [.. _log.Events];

    /// <summary>Gets or sets the real time after which an expectation fails, or infinite. The default is ten seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative and not infinite.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = Patience.Check(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>Opens a stream.</summary>
    /// <exception cref="HttpRequestException">The server did not respond with a stream.</exception>
    internal static async Task<TestStreamClient<T>> OpenAsync(
        HttpClient http,
        bool ownsHttp,
        IServiceProvider server,
        string path,
        Action<HttpRequestMessage>? configure,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var client = new TestStreamClient<T>(http, ownsHttp, server, path, configure);
        try
        {
            await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            // Nobody else can do it.
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops reading, as a client on a dead network. What the server sends in the meantime waits in its buffers.</summary>
    public void Stall() => _connection.Gate.Close();

    /// <summary>Reads again after <see cref="Stall"/>.</summary>
    public void Continue() => _connection.Gate.Open();

    /// <summary>Cuts the connection without notice, as a closed tab does.</summary>
    public void Disconnect() => _connection.Disconnect();

    /// <summary>
    /// Cuts the connection if it is open, and connects again with the last event ID, as a browser does. A resumable answer is resumed by
    /// GET, as the generated clients do.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <exception cref="HttpRequestException">The server did not respond with a stream: 204 tells a client not to reconnect.</exception>
    /// <exception cref="EventStreamTestException">The stream did not begin within <see cref="Timeout"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task ReconnectAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Disconnect();
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Disconnects.</summary>
    /// <returns>A task that completes when the client reads no more.</returns>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_connection is { } connection)
        {
            connection.Disconnect();
            await connection.Reading.ConfigureAwait(false);
        }

        if (_ownsHttp)
        {
            _http.Dispose();
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience.Left(Timeout, TimeProvider.System.GetTimestamp()));
        try
        {
            await BeginAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (deadline.IsCancellationRequested)
        {
            // A test server reports a request that is canceled in several ways.
            cancellationToken.ThrowIfCancellationRequested();
            throw _log.Failure($"The stream did not begin in {Patience.ToText(Timeout)}", exception);
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        using var request = CreateRequest();
        using var endpoint = new AnsweringEndpoint(_server);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            using (response)
            {
                throw await RefusedAsync(response, cancellationToken).ConfigureAwait(false);
            }
        }

        var stream = endpoint.StreamOf(response);
        _types.Take(stream);
        _connection = new ClientConnection(response, _log);
        if (_isDisposed)
        {
            // Nobody else would close it.
            Disconnect();
            ObjectDisposedException.ThrowIf(_isDisposed, this);
        }

        if (stream is not null)
        {
            _isResumable = stream.Settings.IsResumable;
            await WaitForBeginningAsync(_connection, stream, request.Method, cancellationToken).ConfigureAwait(false);
        }
    }

    private HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _path)
        {
            Version = _http.DefaultRequestVersion,
            VersionPolicy = _http.DefaultVersionPolicy,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (LastEventId.Length > 0)
        {
            request.Headers.Add(LastEventIdHeader, LastEventId);
        }

        _configure?.Invoke(request);
        if (request.Headers.TryGetValues(LastEventIdHeader, out var ids) && ids.Skip(1).Any())
        {
            // The configuration adds an id to begin with. A server would read both as one.
            request.Headers.Remove(LastEventIdHeader);
            request.Headers.Add(LastEventIdHeader, LastEventId);
        }

        if (_isResumable && LastEventId.Length > 0)
        {
            ResumeRun(request);
        }

        return request;
    }

    /// <summary>
    /// Waits for the first id, if the stream begins with one, or else for the headers. A client that vanishes then can resume.
    /// </summary>
    private async Task WaitForBeginningAsync(
        ClientConnection connection, StreamDescription stream, HttpMethod method, CancellationToken cancellationToken)
    {
        try
        {
            // A push stream sends an id after the events that it sends at once, and a run sends its own before its first event.
            var beginsWithId = stream.IsPush || (_isResumable && method == HttpMethod.Post);
            await (beginsWithId ? connection.Identified : connection.Opened).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Disconnect();
            throw;
        }
    }

    /// <summary>Asks for the rest of the answer. The POST would begin another one.</summary>
    private static void ResumeRun(HttpRequestMessage request)
    {
        request.Method = HttpMethod.Get;
        request.Content?.Dispose();
        request.Content = null;
    }

    private async Task<HttpRequestException> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = ClientLog.Shorten(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false), MaxBodyLength);
        var type = response.Content.Headers.ContentType is { } contentType ? $", {contentType}" : "";
        return new HttpRequestException(
            $"{_path} is not an event stream: the server responded with "
            + $"{(int)response.StatusCode} ({response.StatusCode}){type}. {body}".TrimEnd(),
            inner: null,
            response.StatusCode);
    }

    private bool TryRead<TEvent>(ReceivedEvent received, [MaybeNullWhen(false)] out TEvent payload)
    {
        try
        {
            return _types.TryRead(received, out payload);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw _log.Failure($"The data of {ClientLog.Shorten(received)} cannot be read: {exception.Message}", exception);
        }
    }
}
