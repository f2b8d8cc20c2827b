using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Binding;

/// <summary>A call of a user's method as filters see it: the request and the method's arguments.</summary>
internal sealed class FilteredCall(
    StreamRequest request, ParameterBinder? binder, object?[] arguments, Func<StreamRequest, EndpointFilterInvocationContext, Task> method)
    : EndpointFilterInvocationContext
{
    public override HttpContext HttpContext => request.HttpContext;

    public override IList<object?> Arguments => arguments;

    public override T GetArgument<T>(int index) => (T)arguments[index]!;

    /// <summary>Ends the pipeline: calls the method, unless a filter or the binding has left an answer of 400.</summary>
    internal static async ValueTask<object?> ContinueAsync(EndpointFilterInvocationContext passedOn)
    {
        var call = passedOn.HttpContext.Features.GetRequiredFeature<FilteredCall>();
        await call.CallAsync(passedOn).ConfigureAwait(false);
        return Results.Empty;
    }

    private Task CallAsync(EndpointFilterInvocationContext passedOn) =>
        passedOn.HttpContext.Response.StatusCode != StatusCodes.Status400BadRequest ? method(request, passedOn)
            : binder is { Failed: true } ? binder.RefuseAsync()
            : Task.CompletedTask;
}
