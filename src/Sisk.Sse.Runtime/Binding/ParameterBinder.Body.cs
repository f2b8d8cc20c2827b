using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <content>Reads the request's body.</content>
public sealed partial class ParameterBinder
{
    private string? _bodyParameter;
    private bool _hasBody;

    /// <summary>Gets a value indicating whether there was a body that could not be read.</summary>
    internal bool BodyFailed { get; private set; }

    /// <summary>Reads the request's JSON body, with the application's <c>JsonOptions</c>.</summary>
    /// <param name="name">The parameter's name.</param>
    public async ValueTask<T> BodyAsync<T>(string name)
    {
        var body = await OptionalBodyAsync<T>(name).ConfigureAwait(false);
        if (!_hasBody && !BodyFailed)
        {
            Note(name, $"The request's body, which '{name}' is read from, is missing: send it as JSON, and not null.");
        }

        return body!;
    }

    /// <summary>Reads the request's JSON body, or the default if there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public async ValueTask<T?> OptionalBodyAsync<T>(string name)
    {
        if (_bodyParameter is not null)
        {
            throw new InvalidOperationException(
                $"The parameters '{_bodyParameter}' and '{name}' would both be read from the body. "
                + "Register the one that is a service, or mark it [FromServices].");
        }

        _bodyParameter = name;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is false)
        {
            return default;
        }

        if (!JsonRequest.HasReadableType(context.Request))
        {
            NoteBody(
                name,
                StatusCodes.Status415UnsupportedMediaType,
                "The request's body must be JSON: send it with 'Content-Type: application/json'.");
            return default;
        }

        return await ReadBodyAsync<T>(name).ConfigureAwait(false);
    }

    private async ValueTask<T?> ReadBodyAsync<T>(string name)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            var body = await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false);
            _hasBody = body is not null;
            return body;
        }
        catch (JsonException exception)
        {
            NoteBody(name, StatusCodes.Status400BadRequest, $"The request's body is not the expected JSON, at '{exception.Path}'.");
        }
        catch (BadHttpRequestException exception)
        {
            NoteBody(name, exception.StatusCode, "The request's body could not be read: " + exception.Message);
        }
        catch (IOException exception)
        {
            // The connection broke. Nobody reads the answer, and the server is not at fault.
            NoteBody(name, StatusCodes.Status400BadRequest, "The request's body could not be read: " + exception.Message);
        }

        return default;
    }

    private void NoteBody(string name, int status, string failure)
    {
        BodyFailed = true;
        _status = _status is StatusCodes.Status401Unauthorized ? _status : status;
        Note(name, failure);
    }
}
