namespace Sisk.Sse.Generators.Model;

/// <summary>Where a parameter's value comes from.</summary>
internal enum BindingSource
{
    Route,
    Query,
    Header,
    Body,
    Service,

    /// <summary>The service, if the application registered one; else the body. Only the running application can tell.</summary>
    ServiceOrBody,
    HttpContext,
    HttpRequest,
    HttpResponse,
    User,
    CancellationToken,
}
