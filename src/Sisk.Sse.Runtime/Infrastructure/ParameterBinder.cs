using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Sisk.Sse.Infrastructure;

/// <summary>
/// Reads a method's parameters from the request, and notes each one that is missing or does not parse, so that one answer
/// names them all before the stream begins. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterBinder(HttpContext context)
{
    private Dictionary<string, string[]>? _failures;
    private int _status = StatusCodes.Status400BadRequest;

    /// <summary>Whether a parameter is missing or did not parse.</summary>
    public bool Failed => _failures is not null;

    /// <summary>A parameter that has to be there.</summary>
    public T Required<T>(ParameterSource source, string name, ValueParser<T> parser)
    {
        if (Text(source, name) is { } text)
        {
            return Parse(source, name, text, parser, default!);
        }

        Note(name, $"The {Describe(source)} parameter '{name}' is missing.");
        return default!;
    }

    /// <summary>A parameter that may be missing.</summary>
    public T Optional<T>(ParameterSource source, string name, ValueParser<T> parser, T fallback) =>
        Text(source, name) is { } text ? Parse(source, name, text, parser, fallback) : fallback;

    /// <summary>All values of a parameter; none is an empty array.</summary>
    public T[] Many<T>(ParameterSource source, string name, ValueParser<T> parser) =>
        [.. Values(source, name).Select(text => Parse(source, name, text ?? "", parser, default!))];

    /// <summary>The request's JSON body, by the application's <c>JsonOptions</c>.</summary>
    public async ValueTask<T> BodyAsync<T>()
    {
        if (!context.Request.HasJsonContentType())
        {
            _status = StatusCodes.Status415UnsupportedMediaType;
            Note("body", "The request's body must be JSON: send it with 'Content-Type: application/json'.");
            return default!;
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false) is { } body)
            {
                return body;
            }

            Note("body", "The request's body is missing: null is not taken for it.");
        }
        catch (JsonException exception)
        {
            Note("body", $"The request's body is not the expected JSON, at '{exception.Path}'.");
        }

        return default!;
    }

    /// <summary>Answers with problem details that name each parameter.</summary>
    public Task RefuseAsync() =>
        _status == StatusCodes.Status400BadRequest
            ? TypedResults.ValidationProblem(_failures!, title: "The request's parameters are not valid.").ExecuteAsync(context)
            : TypedResults.Problem(_failures!["body"][0], statusCode: _status).ExecuteAsync(context);

    private T Parse<T>(ParameterSource source, string name, string text, ValueParser<T> parser, T fallback)
    {
        if (parser(text, out var value))
        {
            return value;
        }

        Note(name, $"The {Describe(source)} parameter '{name}' does not parse as {typeof(T).Name}.");
        return fallback;
    }

    private string? Text(ParameterSource source, string name) =>
        source is ParameterSource.Route
            ? context.Request.RouteValues.TryGetValue(name, out var value) ? value as string : null
            : Values(source, name) is { Count: > 0 } values ? values.ToString() : null;

    private StringValues Values(ParameterSource source, string name) =>
        source switch
        {
            ParameterSource.Route => Text(source, name),
            ParameterSource.Query => context.Request.Query[name],
            _ => context.Request.Headers[name],
        };

    private void Note(string name, string failure) => (_failures ??= new(StringComparer.Ordinal))[name] = [failure];

    private static string Describe(ParameterSource source) => source.ToString().ToLowerInvariant();
}
