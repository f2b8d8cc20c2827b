namespace Sisk.Sse.Generators.Model;

/// <summary>The sources of a parameter's value.</summary>
internal enum BindingSource
{
    Route,
    Query,

    /// <summary>
    /// The route of a group that the streams are mapped into, or else the query. Only the running application knows the group.
    /// </summary>
    RouteOrQuery,
    Header,

    /// <summary>A claim of the signed-in user.</summary>
    Claim,
    Body,
    Service,

    /// <summary>The service if the application has registered one, or else the body. Only the running application knows.</summary>
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

    /// <summary>A form, which is not supported.</summary>
    Form,

    /// <summary>Members, each of which has its own source.</summary>
    Parts,
}
