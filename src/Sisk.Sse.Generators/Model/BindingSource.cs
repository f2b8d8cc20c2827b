namespace Sisk.Sse.Generators.Model;

/// <summary>The sources of a parameter's value.</summary>
internal enum BindingSource
{
    Route,
    Query,

    /// <summary>
    /// The query; before it, the route of a group that the streams are mapped into, which only the running application knows.
    /// </summary>
    RouteOrQuery,
    Header,

    /// <summary>A claim of the signed-in user.</summary>
    Claim,
    Body,
    Service,

    /// <summary>The service, if the application registered one; else the body. Only the running application can tell.</summary>
    ServiceOrBody,
    HttpContext,
    HttpRequest,
    HttpResponse,
    User,
    CancellationToken,

    /// <summary>The body as a <c>Stream</c>.</summary>
    BodyStream,

    /// <summary>The body as a <c>PipeReader</c>.</summary>
    BodyReader,

    /// <summary>The id of the last event that a returning client has seen.</summary>
    LastEventId,

    /// <summary>The static <c>BindAsync</c> of the parameter's type.</summary>
    BindAsync,

    /// <summary>A form, which is never read.</summary>
    Form,

    /// <summary>Members that have sources of their own.</summary>
    Parts,
}
