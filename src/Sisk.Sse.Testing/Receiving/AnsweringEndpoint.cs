using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Testing.Receiving;

/// <summary>
/// Records the stream that a server chooses for each request. Only the server's routing knows it, from constraints, methods and orders.
/// </summary>
internal sealed class AnsweringEndpoint : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Matched = "Microsoft.AspNetCore.Routing.EndpointMatched";

    private readonly ConcurrentQueue<(string Method, string Path, StreamDescription? Stream)> _matches = new();
    private readonly IDisposable? _subscription;

    internal AnsweringEndpoint(IServiceProvider server) =>
        _subscription = server.GetService<DiagnosticListener>()?.Subscribe(this, static name => name == Matched);

    /// <summary>Returns the stream that a response comes from; null if it is not a stream of this library.</summary>
    /// <remarks>Behind a proxy, the server has seen another request.</remarks>
    internal StreamDescription? StreamOf(HttpResponseMessage response) =>
        _matches.LastOrDefault(match => IsFor(match, response.RequestMessage), _matches.LastOrDefault()).Stream;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Matched, Value: HttpContext { Request: var request } context })
        {
            var stream = context.GetEndpoint()?.Metadata.GetMetadata<StreamDescription>();
            _matches.Enqueue((request.Method, (request.PathBase + request.Path).Value ?? "", stream));
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    public void Dispose() => _subscription?.Dispose();

    private static bool IsFor((string Method, string Path, StreamDescription? Stream) match, HttpRequestMessage? request) =>
        request is { RequestUri: { } uri } && request.Method.Method == match.Method && PathString.FromUriComponent(uri).Value == match.Path;
}
