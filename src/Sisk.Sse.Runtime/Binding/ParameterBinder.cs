using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sisk.Sse.Identifiers;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.CompilerServices;

/// <summary>
/// Reads a method's parameters from the request, and notes those that are missing or do not parse. One answer names all of them before the
/// stream begins. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class ParameterBinder(HttpContext context)
{
    private Dictionary<string, string[]>? _failures;
    private int _status = StatusCodes.Status400BadRequest;

    /// <summary>Gets a value indicating whether a parameter is missing or did not parse.</summary>
    public bool Failed => _failures is not null;

    /// <summary>Reads a required parameter.</summary>
    public T Required<T>(ParameterSource source, string name, ValueParser<T> parser)
    {
        if (FindText(source, name) is { } text)
        {
            return Parse(source, name, text, parser, default!);
        }

        NoteMissing(source, name);
        return default!;
    }

    /// <summary>Reads an optional parameter.</summary>
    public T Optional<T>(ParameterSource source, string name, ValueParser<T> parser, T fallback) =>
        FindText(source, name) is { } text ? Parse(source, name, text, parser, fallback) : fallback;

    /// <summary>Reads all values of a parameter; an empty array for none.</summary>
    public T[] Many<T>(ParameterSource source, string name, ValueParser<T> parser) =>
        [.. List(source, name).Select(text =>
            string.IsNullOrEmpty(text) && IsNullable<T>() ? default! : Parse(source, name, text ?? "", parser, default!))];

    /// <summary>Reads all texts of a required parameter.</summary>
    public StringValues Texts(ParameterSource source, string name)
    {
        var texts = Values(source, name);
        if (texts.Count == 0)
        {
            NoteMissing(source, name);
        }

        return texts;
    }

    /// <summary>Reads all texts of a parameter; null for none.</summary>
    public StringValues? OptionalTexts(ParameterSource source, string name) =>
        Values(source, name) is { Count: > 0 } texts ? texts : default(StringValues?);

    /// <summary>Checks that the <c>BindAsync</c> of a required parameter's type returned a value.</summary>
    public T Bound<T>(string name, T? value)
        where T : class
    {
        if (value is null)
        {
            NoteUnbound<T>(name);
        }

        return value!;
    }

    /// <inheritdoc cref="Bound{T}(string, T)"/>
    public T Bound<T>(string name, T? value)
        where T : struct
    {
        if (value is null)
        {
            NoteUnbound<T>(name);
        }

        return value.GetValueOrDefault();
    }

    /// <summary>Answers with problem details that name each parameter.</summary>
    public Task RefuseAsync() => ProblemResponse.WriteAsync(context, _status, _failures!);

    /// <summary>Notes the errors of values that were bound.</summary>
    internal void Note(IReadOnlyDictionary<string, string[]> errors)
    {
        foreach (var (name, messages) in errors)
        {
            (_failures ??= new(StringComparer.Ordinal))[name] = messages;
        }
    }

    private T Parse<T>(ParameterSource source, string name, string text, ValueParser<T> parser, T fallback)
    {
        if (parser(text, out var value))
        {
            return value;
        }

        Note(source, name, $"does not parse as {NameOf(System.Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T))}");
        return fallback;
    }

    private string? FindText(ParameterSource source, string name)
    {
        if (source is ParameterSource.Route or ParameterSource.RouteOrQuery && RouteText(name) is { } text)
        {
            return text;
        }

        return source switch
        {
            ParameterSource.Route => null,
            ParameterSource.Claim => context.User.FindFirst(name)?.Value,
            _ => Values(source, name) is { Count: > 0 } values ? values.ToString() : null,
        };
    }

    private string? RouteText(string name) =>
        context.Request.RouteValues[name] is { } value
            ? RouteValueText.Decode(context, name, Convert.ToString(value, CultureInfo.InvariantCulture)!)
            : null;

    private StringValues Values(ParameterSource source, string name) => source switch
    {
        ParameterSource.Header => context.Request.Headers[name],
        ParameterSource.Claim => context.User.FindAll(name).Select(static claim => claim.Value).ToArray(),
        _ => context.Request.Query[name],
    };

    /// <summary>A header is a list by its commas (RFC 9110, section 5.6.1), however many lines it was sent in.</summary>
    private string?[] List(ParameterSource source, string name) =>
        source is ParameterSource.Header ? context.Request.Headers.GetCommaSeparatedValues(name) : Values(source, name).ToArray();

    private static bool IsNullable<T>() => typeof(T).IsValueType && default(T) is null;

    private void NoteMissing(ParameterSource source, string name) => Note(source, name, "is missing");

    private void Note(ParameterSource source, string name, string failure)
    {
        if (source is ParameterSource.Claim)
        {
            // Whatever else is wrong, the client must sign in first.
            _status = StatusCodes.Status401Unauthorized;
            Note(name, $"The claim '{name}' of the signed-in user {failure}.");
        }
        else
        {
            Note(name, $"The {Describe(source, name)} parameter '{name}' {failure}.");
        }
    }

    private void NoteUnbound<T>(string name) => Note(name, $"The parameter '{name}' is missing: the request has no {NameOf(typeof(T))}.");

    /// <summary>Returns the name of a type as C# writes it: <c>Range&lt;Int32&gt;</c>.</summary>
    private static string NameOf(Type type) => !type.IsGenericType ? type.Name
        : type.Name.Split('`')[0] + "<" + string.Join(", ", type.GenericTypeArguments.Select(NameOf)) + ">";

    private void Note(string name, string failure) => (_failures ??= new(StringComparer.Ordinal))[name] = [failure];

    private string Describe(ParameterSource source, string name) => source switch
    {
        // The route of a group that the stream is mapped into is known only here.
        ParameterSource.RouteOrQuery => context.Request.RouteValues.ContainsKey(name) ? "route" : "query",
        _ => source.ToString().ToLowerInvariant(),
    };
}
