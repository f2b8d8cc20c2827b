using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Sisk.Sse.Routing;

/// <summary>
/// Keeps stream methods out of MVC, which would serve them a second time under a route of its own: past the authorization of the
/// stream's endpoint. A class that has only stream methods is no controller at all.
/// </summary>
internal sealed class StreamMethodsAreNotActions : IApplicationModelProvider
{
    /// <summary>
    /// Gets the order: after MVC has found its controllers (-1000), and before it checks those of APIs for routes (-900).
    /// </summary>
    public int Order => -950;

    public void OnProvidersExecuting(ApplicationModelProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var controller in context.Result.Controllers.ToArray())
        {
            var hadActions = controller.Actions.Count > 0;
            foreach (var action in controller.Actions.ToArray())
            {
                if (action.Attributes.Any(static attribute => attribute is EventStreamRouteAttribute))
                {
                    controller.Actions.Remove(action);
                }
                else if (ReturnsResponse(action))
                {
                    action.Filters.Add(new ResponseIsTheAnswer());
                }
            }

            if (hadActions && controller.Actions.Count == 0)
            {
                context.Result.Controllers.Remove(controller);
            }
        }
    }

    public void OnProvidersExecuted(ApplicationModelProviderContext context)
    {
    }

    private static bool ReturnsResponse(ActionModel action)
    {
        var type = action.ActionMethod.ReturnType;
        return type == typeof(HttpResponse) || type == typeof(Task<HttpResponse>) || type == typeof(ValueTask<HttpResponse>);
    }

    /// <summary>Has an action return what <see cref="HttpRequestEventSource.Close"/> returns, which MVC would try to serialize.</summary>
    private sealed class ResponseIsTheAnswer : IResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (context.Result is ObjectResult { Value: HttpResponse })
            {
                context.Result = new EmptyResult();
            }
        }

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }
}
