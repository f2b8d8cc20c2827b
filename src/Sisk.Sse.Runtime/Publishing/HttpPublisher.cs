using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Protection;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Publishing;

/// <summary>Publishes the events of requests. A request is checked wholly before its first event is sent.</summary>
internal sealed class HttpPublisher
{
    private readonly EventStreamPublisherOptions _options;
    private readonly PublishedStreams _streams;
    private readonly StrictPayloads _payloads;
    private readonly IdempotencyKeys _keys;

    internal HttpPublisher(IServiceProvider services, Assembly assembly, EventStreamPublisherOptions options)
    {
        _options = options;
        _streams = new PublishedStreams(services, assembly);
        _payloads = services.GetRequiredService<StrictPayloads>();
        _keys = new IdempotencyKeys(options.MaxIdempotencyKeys, options.IdempotencyWindow, services.GetRequiredService<TimeProvider>());
    }

    /// <summary>Handles a request.</summary>
    internal async Task PublishAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (PublishProblem problem)
        {
            await problem.WriteAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            // Thrown where the body exceeds the limit of the server, or ends too early.
            await new PublishProblem(exception.StatusCode, "The body could not be read.", exception.Message).WriteAsync(context)
                .ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!SameOrigin.Has(context.Request))
        {
            throw new PublishProblem(
                StatusCodes.Status403Forbidden,
                "Pages of other sites cannot publish.",
                "Publish from a server, or from a page of this site.");
        }

        var stream = _streams.Get(context.Request.RouteValues["stream"] as string);
        var body = await PublishBody.ReadAsync(context.Request, _options.MaxRequestBytes, context.RequestAborted).ConfigureAwait(false);
        var key = IdempotencyKey.Read(context, stream.Name, body.Bytes);
        var answer = key is null ? null : _keys.Begin(key);
        if (answer is not null)
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
        }
        else
        {
            answer = await PublishOnceAsync(stream, body, key).ConfigureAwait(false);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(answer, PublishJson.Default.PublishAnswer, cancellationToken: context.RequestAborted)
            .ConfigureAwait(false);
    }

    private async Task<PublishAnswer> PublishOnceAsync(PublishedStream stream, PublishBody body, IdempotencyKey? key)
    {
        PublishAnswer? answer = null;
        try
        {
            var events = new EventReader(stream, _streams.Contract, _payloads).Read(body.Parse(_options.MaxEvents));
            return answer = await SendAsync(stream, events, key?.OnceId).ConfigureAwait(false);
        }
        finally
        {
            if (key is not null)
            {
                _keys.End(key, answer);
            }
        }
    }

    /// <summary>Sends events. If the client leaves in the meantime, all of them are still sent, so that no batch is sent in part.</summary>
    private static async Task<PublishAnswer> SendAsync(PublishedStream stream, List<PublishedEvent> events, string? onceId)
    {
        try
        {
            var (first, last) = await stream.Publisher.PublishAsync(events, onceId).ConfigureAwait(false);
            return new PublishAnswer(events.Count, first, last);
        }
        catch (EventLogUnavailableException exception)
        {
            throw new PublishProblem(
                StatusCodes.Status503ServiceUnavailable, "The events could not be published.", DetailOf(exception))
            {
                CanRetry = true,
            };
        }
        catch (ArgumentException exception)
        {
            throw new PublishProblem(StatusCodes.Status413PayloadTooLarge, "An event is too large.", exception.Message);
        }
    }

    /// <summary>
    /// Describes a failure without its message. That may tell a publisher the names of hosts and users, and has advice for the operator.
    /// </summary>
    private static string DetailOf(EventLogUnavailableException exception) =>
        "The shared log did not accept the events. "
        + (exception.MayBeAppended ? "They may have been published anyway." : "They were not published.");
}
