using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Sessions;

/// <summary>Ends the streams that endpoints and middlewares of the application open, before the server ends their responses.</summary>
internal sealed class SessionMiddleware(SessionHost host) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        application =>
        {
            host.OwnsPipeline = true;
            var keepsHeaders = CacheControl.MayBeReplaced(application.ApplicationServices);
            application.Use(next => context => Invoke(context, next, keepsHeaders));
            next(application);
        };

    private Task Invoke(HttpContext context, RequestDelegate next, bool keepsHeaders)
    {
        if (AcceptHeader.NamesEventStreams(context.Request))
        {
            RequestLifetime.Add(context, host);
            if (keepsHeaders)
            {
                CacheControl.Keep(context);
            }
        }

        Task running;
        try
        {
            running = next(context);
        }
        catch (Exception exception)
        {
            running = Task.FromException(exception);
        }

        // Without this method's own state, an idle push stream takes less memory.
        var endsWithStream = running.IsCompletedSuccessfully
            ? StreamSession.FindOwner(context) is null
            : StreamSession.IsEndOfPush(running, context);
        return endsWithStream
            && context.Features.Get<StreamSession>() is null
            && RequestLifetime.Find(context) is null
            ? running
            : EndAsync(context, running);
    }

    private static async Task EndAsync(HttpContext context, Task running)
    {
        Exception? failure = null;
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        var imperative = context.Features.Get<StreamSession>();
        if (imperative is { Kind: SessionKind.Foreign })
        {
            await imperative.EndAsync(failure).ConfigureAwait(false);
            return;
        }

        if ((imperative ?? StreamSession.FindOwner(context)) is { } open)
        {
            await open.EndUnawaitedAsync(failure).ConfigureAwait(false);
        }

        RequestLifetime.Remove(context);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
