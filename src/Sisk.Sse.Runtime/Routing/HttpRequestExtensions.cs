using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>The imperative API on a request.</summary>
public static class HttpRequestExtensions
{
    extension(HttpRequest request)
    {
        /// <summary>Makes the response to this request an event stream.</summary>
        /// <param name="identifier">A name under which the source can be found while it is open; null for none.</param>
        /// <returns>The source that sends the events. Close or dispose it at the end.</returns>
        /// <exception cref="ArgumentException">The identifier is empty.</exception>
        /// <exception cref="InvalidOperationException">
        /// The request already has an event source, its response has started or has a status other than 200, the request is a copy without
        /// a client, the server has stopped, or <c>AddEventStreams()</c> was not called.
        /// </exception>
        public HttpRequestEventSource GetEventSource(string? identifier = null) =>
            ImperativeSession.Open(request.HttpContext, SessionHost.From(request.HttpContext.RequestServices), identifier);

        /// <summary>Makes the response to this request an event stream, as <see cref="GetEventSource"/> does.</summary>
        /// <param name="identifier">A name under which the source can be found while it is open; null for none.</param>
        /// <returns>A completed task with the source, or with the exception that <see cref="GetEventSource"/> throws.</returns>
        public Task<HttpRequestEventSource> GetEventSourceAsync(string? identifier = null)
        {
            try
            {
                return Task.FromResult(request.GetEventSource(identifier));
            }
            catch (Exception exception)
            {
                return Task.FromException<HttpRequestEventSource>(exception);
            }
        }
    }
}
