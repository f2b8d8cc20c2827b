using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace Sisk.Sse.Client.CompilerServices;

/// <summary>Composes a request from the values of parameters. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RequestBuilder(HttpMethod method)
{
    private readonly StringBuilder _uri = new();
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly List<RouteValue> _values = [];
    private bool _hasErrorEvent;
    private char _separator = '?';
    private TimeSpan? _pingInterval;

    /// <summary>Appends literal text of the route.</summary>
    public RequestBuilder Literal(string text)
    {
        _uri.Append(text);
        return this;
    }

    /// <summary>Appends a parameter of the route. If the value is missing, a slash or dot before it is left out.</summary>
    public RequestBuilder Segment<T>(T value, bool keepsSlashes = false) => Parameter("", value, keepsSlashes);

    /// <summary>
    /// Appends a parameter of the route, whose name appears in errors. If the value is missing, a slash or dot before it is left out.
    /// </summary>
    public RequestBuilder Parameter<T>(string name, T value, bool keepsSlashes = false) =>
        Append(name, value, keepsSlashes, mayBeEmpty: keepsSlashes);

    /// <summary>Appends a parameter that takes the rest of the path, which may be empty, as one segment.</summary>
    public RequestBuilder Rest<T>(string name, T value) => Append(name, value, keepsSlashes: false, mayBeEmpty: true);

    private RequestBuilder Append<T>(string name, T value, bool keepsSlashes, bool mayBeEmpty)
    {
        if (value is null)
        {
            _uri.Length -= _uri.Length > 0 && _uri[_uri.Length - 1] is '/' or '.' ? 1 : 0;
            return this;
        }

        var text = Uri.EscapeDataString(ToText(value));
        var start = _uri.Length;
        _uri.Append(keepsSlashes ? text.Replace("%2F", "/") : text);
        _values.Add(new RouteValue(name, start, _uri.Length, mayBeEmpty));
        return this;
    }

    /// <summary>Appends a parameter of the query, unless the value is missing.</summary>
    public RequestBuilder Query<T>(string name, T value)
    {
        if (value is not null)
        {
            _uri.Append(_separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(ToText(value)));
            _separator = '&';
        }

        return this;
    }

    /// <summary>Appends each value of a parameter of the query.</summary>
    public RequestBuilder Queries<T>(string name, IEnumerable<T>? values)
    {
        foreach (var value in values ?? [])
        {
            Query(name, value);
        }

        return this;
    }

    /// <summary>Adds a header, unless the value is missing.</summary>
    public RequestBuilder Header<T>(string name, T value)
    {
        if (value is not null)
        {
            _headers.Add(new(name, ToText(value)));
        }

        return this;
    }

    /// <summary>Adds a header with each value of a parameter, separated by commas.</summary>
    /// <exception cref="ArgumentException">The server would not read a value as it is.</exception>
    public RequestBuilder Headers<T>(string name, IEnumerable<T>? values)
    {
        string[] texts = [.. from value in values ?? [] where value is not null select ToText(value)];
        return texts.Length == 0 ? this : Header(name, string.Join(", ", texts.Select(text => HeaderList.Item(name, text))));
    }

    /// <summary>Makes the request one for a pull stream, whose failure is an event.</summary>
    public RequestBuilder WithErrorEvent()
    {
        _hasErrorEvent = true;
        return this;
    }

    /// <summary>Sets the ping interval of the stream.</summary>
    /// <param name="milliseconds">The interval in milliseconds; 0 for no pings.</param>
    public RequestBuilder PingInterval(int milliseconds)
    {
        _pingInterval = milliseconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    /// <summary>Returns the request.</summary>
    /// <param name="body">Returns the body as JSON; null for none.</param>
    /// <param name="endData">The data that ends the stream; null for none.</param>
    /// <param name="isResumable">True if a GET with the last event ID resumes the stream.</param>
    /// <exception cref="ArgumentException">A parameter of the route has a value that would lead to another address.</exception>
    public EventStreamRequest Build(Func<byte[]>? body = null, string? endData = null, bool isResumable = false)
    {
        var uri = _uri.ToString();
        _values.ForEach(value => value.ThrowIfElsewhere(uri));
        var request = new EventStreamRequest(method, uri)
        {
            EndData = endData,
            IsResumable = isResumable,
            HasErrorEvent = _hasErrorEvent,
            PingInterval = _pingInterval,
        };
        _headers.ForEach(request.Headers.Add);
        if (body is not null)
        {
            request.Content = () => new ByteArrayContent(body()) { Headers = { ContentType = new("application/json") } };
        }

        return request;
    }

    /// <summary>
    /// Formats a value for the server: in the round-trip format for dates, and with the invariant culture for other types.
    /// </summary>
    private static string ToText<T>(T value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Enum member => member.ToString(),
        IFormattable formattable => formattable.ToString(FormatOf(formattable), CultureInfo.InvariantCulture),
        _ => value!.ToString() ?? "",
    };

    /// <summary>
    /// The type is recognized by its name, since .NET 6 and 7 have it but load the assembly for netstandard2.0, which does not.
    /// </summary>
    private static string? FormatOf(IFormattable value) => value.GetType().FullName is "System.DateOnly" or "System.TimeOnly" ? "O" : null;
}
