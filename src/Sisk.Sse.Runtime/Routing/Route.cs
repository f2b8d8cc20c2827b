using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>
/// A route with its handler, added to an application by <c>app += new Route(…)</c>. In a project of the Web SDK the name is
/// also ASP.NET Core's; <c>&lt;Using Include="Sisk.Sse.Route" Alias="Route" /&gt;</c> in the project file settles it.
/// </summary>
public sealed class Route
{
    /// <summary>A route whose handler may block: it runs on a thread of its own.</summary>
    [OverloadResolutionPriority(1)] // A lambda that only throws would fit both.
    public Route(RouteMethod method, [StringSyntax("Route")] string path, Func<HttpRequest, HttpResponse> handler)
        : this(method, path)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = Run;
        Task Run(HttpContext context) => BlockingHandler.RunAsync(() => handler(context.Request));
    }

    /// <summary>A route with an asynchronous handler.</summary>
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

    /// <summary>The HTTP method.</summary>
    public RouteMethod Method { get; }

    /// <summary>The route template, as ASP.NET Core has them.</summary>
    public string Path { get; }

    internal RequestDelegate Handler { get; } = null!;
}
