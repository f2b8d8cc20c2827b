using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Binding;

/// <summary>What filters see of a call: the request and the method's arguments.</summary>
internal abstract class FilteredCall(HttpContext context, ParameterBinder? binder, object?[] arguments) : EndpointFilterInvocationContext
{
    public override HttpContext HttpContext => context;

    public override IList<object?> Arguments => arguments;

    public override T GetArgument<T>(int index) => (T)arguments[index]!;

    /// <summary>The end of the pipeline: the method, unless a filter or the binding left an answer of 400.</summary>
    internal static async ValueTask<object?> ContinueAsync(EndpointFilterInvocationContext passedOn)
    {
        var context = passedOn.HttpContext;
        var call = context.Features.GetRequiredFeature<FilteredCall>();
        if (context.Response.StatusCode != StatusCodes.Status400BadRequest)
        {
            await call.CallAsync(passedOn).ConfigureAwait(false);
        }
        else if (call.Binder is { Failed: true } binder)
        {
            await binder.RefuseAsync().ConfigureAwait(false);
        }

        return Results.Empty;
    }

    private ParameterBinder? Binder => binder;

    private protected abstract Task CallAsync(EndpointFilterInvocationContext passedOn);
}

/// <summary>The same with what generated code needs to go on.</summary>
internal sealed class FilteredCall<TState>(
    HttpContext context, ParameterBinder? binder, object?[] arguments, TState state, Func<TState, EndpointFilterInvocationContext, Task> method)
    : FilteredCall(context, binder, arguments)
{
    private protected override Task CallAsync(EndpointFilterInvocationContext passedOn) => method(state, passedOn);
}
