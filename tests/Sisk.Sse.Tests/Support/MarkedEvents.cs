using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Sisk.Sse.Tests.Support;

/// <summary>Streams with attributes of ASP.NET Core. They require authorization unless the method allows anonymous access.</summary>
[RoutePrefix("/marked")]
[Authorize]
[Tags("live", "marked")]
public sealed class MarkedEvents
{
    [RouteGet("/inner")]
    public EventStream<string> Inner() => new();

    [RouteGet("/open")]
    [AllowAnonymous]
    public EventStream<string> Open() => new();

    [RouteGet("/cross")]
    [AllowAnonymous]
    [EnableCors("partners")]
    public EventStream<string> Cross() => new();

    [RouteGet("/limited")]
    [AllowAnonymous]
    [EnableRateLimiting("one")]
    public EventStream<string> Limited() => new();

    [RouteGet("/named/{id}")]
    [AllowAnonymous]
    [EndpointName("watch-one")]
    [EndpointSummary("Watches one.")]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public EventStream<Named> NamedOne(
        int id, [FromQuery] string? filter, [FromHeader(Name = "X-Kind")] ConsoleColor kind = ConsoleColor.Red) =>
        new();

    [RouteGet("/hidden")]
    [AllowAnonymous]
    [ApiExplorerSettings(IgnoreApi = true)]
    public EventStream<string> Hidden() => new();

    [RouteGet("/grouped")]
    [AllowAnonymous]
    [ApiExplorerSettings(GroupName = "partners")]
    public EventStream<string> Grouped() => new();

    [RouteGet("/listed")]
    [AllowAnonymous]
    public EventStream<List<Basket>> Listed() => new();

    [RouteGet("/paged")]
    [AllowAnonymous]
    public EventStream<string> Paged(
        [FromQuery] DayOfWeek? from, [FromQuery] string? filter = null, [FromQuery] int page = 5, [FromQuery] string order = "asc", [FromQuery] bool all = true,
        [FromQuery] double? limit = 0.5, [FromQuery] DayOfWeek day = DayOfWeek.Friday, [FromHeader(Name = "X-Kind")] char kind = 'a') =>
            new();

    [RoutePost("/maybe")]
    [AllowAnonymous]
    public EventStream<string> Maybe(Question? question) => question is null ? new() : new() { First = [question.Text] };

    [RoutePost("/asked")]
    [AllowAnonymous]
    public async IAsyncEnumerable<Named> Asked(Question question, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        await Task.Yield();
        yield return new Named(question.Text);
    }
}

public sealed record Named(string Name);

public sealed record Question(string Text);

public sealed record Basket(Line First, IReadOnlyList<Line> Lines);

public sealed record Line(int Number);
