using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Infrastructure;

/// <summary>Answers a request for a stream. For generated code.</summary>
/// <param name="context">The request.</param>
/// <param name="filters">What runs between the binding of the parameters and the method; null for nothing.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Task StreamHandler(HttpContext context, StreamFilters? filters);
