using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>
/// A route with its handler, added to an application by <c>app += new Route(…)</c>. ASP.NET Core has a type of the same name, which Web SDK
/// projects import: <c>&lt;Using Include="Sisk.Sse.Route" Alias="Route" /&gt;</c> in the project file selects this one.
/// </summary>
public sealed class Route
{
    /// <summary>Initializes a route whose handler may block: it runs on its own thread.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route template, in the syntax of ASP.NET Core.</param>
    /// <param name="handler">The handler, which returns what <see cref="HttpRequestEventSource.Close"/> returns.</param>
    /// <exception cref="ArgumentNullException">The path or the handler is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The method is not defined.</exception>
    [OverloadResolutionPriority(1)] // A lambda that only throws would fit both.
    public Route(RouteMethod method, [StringSyntax("Route")] string path, Func<HttpRequest, HttpResponse> handler)
        : this(method, path)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = Run;
        Task Run(HttpContext context) => BlockingHandler.RunAsync(() => handler(context.Request));
    }

    /// <summary>Initializes a route with an asynchronous handler.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route template, in the syntax of ASP.NET Core.</param>
    /// <param name="handler">The handler, whose task has what <see cref="HttpRequestEventSource.Close"/> returns.</param>
    /// <exception cref="ArgumentNullException">The path or the handler is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The method is not defined.</exception>
    public Route(RouteMethod method, [StringSyntax("Route")] string path, Func<HttpRequest, Task<HttpResponse>> handler)
        : this(method, path)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = Run;
        Task Run(HttpContext context) => handler(context.Request);
    }

    private Route(RouteMethod method, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Enum.IsDefined(method))
        {
            throw new ArgumentOutOfRangeException(nameof(method), method, "Use one of the values of RouteMethod.");
        }

        (Method, Path) = (method, path);
    }

    /// <summary>Gets the HTTP method.</summary>
    public RouteMethod Method { get; }

    /// <summary>Gets the route template, in the syntax of ASP.NET Core.</summary>
    public string Path { get; }

    internal RequestDelegate Handler { get; } = null!;
}
