using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Binding;

/// <summary>
/// The <see cref="IEndpointFilter"/>s of one stream. They run as those of minimal APIs do: after binding, with the method's arguments,
/// which they may replace. ASP.NET Core would run them before binding, since to it the endpoint takes a request and no more.
/// </summary>
internal sealed class StreamFilters
{
    private readonly List<Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate>> _factories = [];
    private EndpointFilterDelegate? _pipeline;

    internal StreamFilters()
    {
    }

    /// <summary>Runs the filters around the method.</summary>
    /// <param name="request">The request.</param>
    /// <param name="binder">The binder that read the arguments; null if none was read.</param>
    /// <param name="arguments">The arguments of the method, in its order.</param>
    /// <param name="method">Calls the method with the arguments that the filters left.</param>
    internal Task RunAsync(
        StreamRequest request,
        ParameterBinder? binder,
        object?[] arguments,
        Func<StreamRequest, EndpointFilterInvocationContext, Task> method)
    {
        var context = request.HttpContext;
        if (binder is { BodyFailed: true })
        {
            return binder.RefuseAsync();
        }

        if (binder is { Failed: true })
        {
            // Filters see by the status that arguments are wrong, and may answer for themselves.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        var call = new FilteredCall(request, binder, arguments, method);
        context.Features.Set(call);
        return AnswerAsync(call);
    }

    /// <summary>Returns the filters of an endpoint that has any.</summary>
    internal static StreamFilters? Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StreamFilters>() is { _pipeline: not null } filters ? filters : null;

    /// <summary>Begins to collect, each time the endpoint is built.</summary>
    internal static void Begin(EndpointBuilder endpoint)
    {
        endpoint.Metadata.Add(new StreamFilters());
        Take(endpoint);
    }

    /// <summary>Takes the filters that a convention added, before ASP.NET Core does.</summary>
    internal static void Take(EndpointBuilder endpoint)
    {
        Find(endpoint)._factories.AddRange(endpoint.FilterFactories);
        endpoint.FilterFactories.Clear();
    }

    /// <summary>Puts the filters into each other, the first outermost.</summary>
    /// <param name="endpoint">The stream.</param>
    /// <param name="call">A method whose parameters begin with those of the user's method. The factories of filters may inspect it.</param>
    internal static void Complete(EndpointBuilder endpoint, Delegate call)
    {
        var filters = Find(endpoint);
        if (filters._factories.Count > 0)
        {
            var context = new EndpointFilterFactoryContext { MethodInfo = call.Method, ApplicationServices = endpoint.ApplicationServices };
            filters._pipeline = Enumerable.Reverse(filters._factories)
                .Aggregate((EndpointFilterDelegate)FilteredCall.ContinueAsync, (next, filter) => filter(context, next));
        }
    }

    /// <summary>A stream whose filters are gone would be open to all whom they refuse.</summary>
    private static StreamFilters Find(EndpointBuilder endpoint) =>
        endpoint.Metadata.OfType<StreamFilters>().LastOrDefault()
        ?? throw new InvalidOperationException(
            $"A convention removed all metadata of '{endpoint.DisplayName}', including its filters. Remove only selected metadata.");

    private async Task AnswerAsync(FilteredCall call)
    {
        var context = call.HttpContext;
        switch (await _pipeline!(call).ConfigureAwait(false))
        {
            case IResult result:
                await result.ExecuteAsync(context).ConfigureAwait(false);
                break;
            case string text:
                await TypedResults.Text(text).ExecuteAsync(context).ConfigureAwait(false);
                break;
            case var value:
                var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
                await context.Response.WriteAsJsonAsync(
                    value!, options.GetTypeInfo(value?.GetType() ?? typeof(object)), cancellationToken: context.RequestAborted)
                    .ConfigureAwait(false);
                break;
        }
    }
}
