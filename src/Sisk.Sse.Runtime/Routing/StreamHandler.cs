using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.CompilerServices;

/// <summary>Answers a request for a stream. For generated code.</summary>
/// <param name="context">The request.</param>
/// <param name="session">The owner of the response.</param>
/// <param name="filters">The filters that run between the binding of the parameters and the method; null for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Task StreamHandler(HttpContext context, StreamSession session, StreamFilters? filters);
