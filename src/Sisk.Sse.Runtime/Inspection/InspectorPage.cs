using Microsoft.AspNetCore.Http;
using Sisk.Sse.Clients;
using Sisk.Sse.Contracts.TypeScript;

namespace Sisk.Sse.Inspection;

/// <summary>The files of the page. They are embedded, and load nothing from elsewhere.</summary>
internal static class InspectorPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    private static readonly string[] _scripts =
        ["inspector.js", "api.js", "dom.js", "format.js", "streams.js", "connections.js", "ended.js", "tail.js", "send.js", "form.js"];

    /// <summary>Gets the files by their names below the page's address.</summary>
    /// <param name="pingInterval">The server's ping interval in milliseconds; 0 for none.</param>
    internal static IEnumerable<(string Name, RequestDelegate Serve)> Files(long pingInterval)
    {
        foreach (var script in _scripts)
        {
            yield return (script, Serve(new ClientModule("text/javascript; charset=utf-8", () => Read(script))));
        }

        yield return ("inspector.css", Serve(new ClientModule("text/css; charset=utf-8", static () => Read("inspector.css"))));
        yield return ("icon.svg", Serve(new ClientModule("image/svg+xml", static () => Read("icon.svg"))));
        const string Client = "client.js";
        yield return (Client, Serve(new ClientModule(
            "text/javascript; charset=utf-8",
            () => TypeScriptModule.EmitJavaScript(InspectorContract.Contract, "/" + Client, pingInterval))));
    }

    /// <summary>Serves the page. Its files are relative to it, so its address has to end in a slash.</summary>
    internal static RequestDelegate Page()
    {
        var page = Serve(new ClientModule("text/html; charset=utf-8", static () => Read("inspector.html")));
        return context =>
        {
            // The path alone is empty where the page has the whole of the application's base path.
            var path = context.Request.PathBase.Value + context.Request.Path.Value;
            if (path.EndsWith('/'))
            {
                return page(context);
            }

            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location =
                Uri.EscapeDataString(path[(path.LastIndexOf('/') + 1)..]) + "/" + context.Request.QueryString;
            return Task.CompletedTask;
        };
    }

    /// <summary>Sets the headers of every answer of the inspector.</summary>
    internal static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static RequestDelegate Serve(ClientModule module) => context =>
    {
        Protect(context.Response);
        return module.ServeAsync(context);
    };

    private static string Read(string name)
    {
        using var stream = typeof(InspectorPage).Assembly.GetManifestResourceStream("Sisk.Sse.Inspector." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
