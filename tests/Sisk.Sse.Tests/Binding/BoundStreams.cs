// Some cases test exactly what these analyzers warn of.
#pragma warning disable ASP0007, ASP0020
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Each method is mapped by the generator under <c>/generated</c> and by minimal APIs under <c>/minimal</c>.</summary>
[RoutePrefix("/generated")]
public static class BoundStreams
{
    [RouteGet("/text")]
    public static IAsyncEnumerable<string> Text(string value) => Bound.As(value);

    [RouteGet("/text-null")]
    public static IAsyncEnumerable<string> TextOrNull(string? value) => Bound.As(value);

    [RouteGet("/text-default")]
    public static IAsyncEnumerable<string> TextOrDefault(string value = "none") => Bound.As(value);

    [RouteGet("/int")]
    public static IAsyncEnumerable<string> Int(int value) => Bound.As(value);

    [RouteGet("/int-null")]
    public static IAsyncEnumerable<string> IntOrNull(int? value) => Bound.As(value);

    [RouteGet("/int-default")]
    public static IAsyncEnumerable<string> IntOrDefault(int value = 7) => Bound.As(value);

    [RouteGet("/int-null-default")]
    public static IAsyncEnumerable<string> IntOrNullOrDefault(int? value = 7) => Bound.As(value);

    [RouteGet("/numbers")]
    public static IAsyncEnumerable<string> Numbers(double ratio, decimal price, byte small, float single, Half half) =>
        Bound.As(ratio, price, small, single, half);

    [RouteGet("/bool")]
    public static IAsyncEnumerable<string> Bool(bool value) => Bound.As(value);

    [RouteGet("/char")]
    public static IAsyncEnumerable<string> Char(char value) => Bound.As(value);

    [RouteGet("/guid")]
    public static IAsyncEnumerable<string> Identity(Guid value) => Bound.As(value);

    [RouteGet("/time")]
    public static IAsyncEnumerable<string> Time(DateTime value) => Bound.As(value);

    [RouteGet("/offset")]
    public static IAsyncEnumerable<string> Offset(DateTimeOffset value) => Bound.As(value);

    [RouteGet("/date")]
    public static IAsyncEnumerable<string> Date(DateOnly date, TimeOnly? time, TimeSpan? span) => Bound.As(date, time, span);

    [RouteGet("/enum")]
    public static IAsyncEnumerable<string> Enumeration(Size value) => Bound.As(value);

    [RouteGet("/enum-null")]
    public static IAsyncEnumerable<string> EnumerationOrNull(Size? value) => Bound.As(value);

    [RouteGet("/enum-default")]
    public static IAsyncEnumerable<string> EnumerationOrDefault(Size value = Size.Large) => Bound.As(value);

    [RouteGet("/own")]
    public static IAsyncEnumerable<string> Own(Point point, Code code, Code? other) => Bound.As(point, code, other);

    [RouteGet("/own-null")]
    public static IAsyncEnumerable<string> OwnOrNull(Point? point) => Bound.As(point);

    [RouteGet("/framework")]
    public static IAsyncEnumerable<string> Framework(Uri? address, Version? version, IPAddress? ip) => Bound.As(address, version, ip);

    [RouteGet("/texts")]
    public static IAsyncEnumerable<string> Texts(string[] values) => Bound.As(values, values.Length);

    [RouteGet("/texts-null")]
    public static IAsyncEnumerable<string> TextsOrNull(string[]? values) => Bound.As([values]);

    [RouteGet("/ints")]
    public static IAsyncEnumerable<string> Ints(int[] values) => Bound.As(values, values.Length);

    [RouteGet("/ints-null")]
    public static IAsyncEnumerable<string> IntsOrNull(int[]? values) => Bound.As(values, 0);

    [RouteGet("/nullable-ints")]
    public static IAsyncEnumerable<string> NullableInts(int?[] values) => Bound.As(values, values.Length);

    [RouteGet("/enums")]
    public static IAsyncEnumerable<string> Enumerations([FromQuery(Name = "s")] Size[] values) => Bound.As(values, values.Length);

    [RouteGet("/string-values")]
    public static IAsyncEnumerable<string> StringValues(StringValues values) => Bound.As(values, values.Count);

    [RouteGet("/string-values-null")]
    public static IAsyncEnumerable<string> StringValuesOrNull(StringValues? values) => Bound.As([values]);

    [RouteGet("/header-texts")]
    public static IAsyncEnumerable<string> HeaderTexts([FromHeader(Name = "X-Value")] StringValues values) =>
        Bound.As(values, values.Count);

    [RouteGet("/header")]
    public static IAsyncEnumerable<string> Header([FromHeader(Name = "X-Value")] string value) => Bound.As(value);

    [RouteGet("/header-null")]
    public static IAsyncEnumerable<string> HeaderOrNull([FromHeader(Name = "X-Value")] int? value) => Bound.As(value);

    [RouteGet("/headers")]
    public static IAsyncEnumerable<string> Headers([FromHeader(Name = "X-Value")] string[] values) => Bound.As(values, values.Length);

    [RouteGet("/header-ints")]
    public static IAsyncEnumerable<string> HeaderInts([FromHeader(Name = "X-Value")] int[] values) => Bound.As(values, values.Length);

    [RouteGet("/route/{value}")]
    public static IAsyncEnumerable<string> Route(string value) => Bound.As(value);

    [RouteGet("/route-int/{value}")]
    public static IAsyncEnumerable<string> RouteInt(int value) => Bound.As(value);

    [RouteGet("/route-named/{id}")]
    public static IAsyncEnumerable<string> RouteNamed([FromRoute(Name = "id")] int number, [FromQuery] int id) => Bound.As(number, id);

    [RouteGet("/constrained/{value:int:min(3)}")]
    public static IAsyncEnumerable<string> Constrained(int value) => Bound.As(value);

    [RouteGet("/length/{value:length(2)}")]
    public static IAsyncEnumerable<string> Pattern(string value) => Bound.As(value);

    [RouteGet("/file/{name}.{kind?}")]
    public static IAsyncEnumerable<string> FileName(string name, string? kind) => Bound.As(name, kind);

    [RouteGet("/between/{first}-{second:int}")]
    public static IAsyncEnumerable<string> Between(string first, int second) => Bound.As(first, second);

    [RouteGet("/optional/{value?}")]
    public static IAsyncEnumerable<string> Optional(int? value) => Bound.As(value);

    [RouteGet("/optional-required/{value?}")]
    public static IAsyncEnumerable<string> OptionalButRequired(int value) => Bound.As(value);

    [RouteGet("/default/{value=3}")]
    public static IAsyncEnumerable<string> Default(int value) => Bound.As(value);

    [RouteGet("/rest/{**value}")]
    public static IAsyncEnumerable<string> Rest(string? value) => Bound.As(value);

    [RouteGet("/request")]
    public static IAsyncEnumerable<string> Request(
        HttpContext context, HttpRequest request, HttpResponse response, ClaimsPrincipal user, CancellationToken aborted) =>
        Bound.As(
            request == context.Request, response == context.Response, user == context.User, aborted.CanBeCanceled);

    [RouteGet("/services")]
    public static IAsyncEnumerable<string> Services(
        Greeter inferred, [FromServices] Greeter marked, [FromKeyedServices("k")] Greeter keyed, [FromServices] Absent? missing, IServiceProvider services) =>
        Bound.As(inferred == marked, keyed.Greet(), missing, services.GetService<Greeter>() == inferred);

    [RouteGet("/bound")]
    public static IAsyncEnumerable<string> SelfBound(Tenant tenant) => Bound.As(tenant);

    [RouteGet("/bound-null")]
    public static IAsyncEnumerable<string> SelfBoundOrNull(Tenant? tenant) => Bound.As(tenant);

    [RouteGet("/bound-default")]
    public static IAsyncEnumerable<string> SelfBoundOrDefault(Tenant? tenant = null) => Bound.As(tenant);

    [RouteGet("/bound-structure")]
    public static IAsyncEnumerable<string> SelfBoundStructure(Cursor cursor, Zone zone) => Bound.As(cursor, zone);

    [RouteGet("/bound-structure-null")]
    public static IAsyncEnumerable<string> SelfBoundStructureOrNull(Cursor? cursor, Zone? zone) => Bound.As(cursor, zone);

    [RouteGet("/bound-route/{tenant}")]
    public static IAsyncEnumerable<string> SelfBoundBesideRoute(Tenant tenant) => Bound.As(tenant);

    [RouteGet("/bound-text")]
    public static IAsyncEnumerable<string> SelfBoundAsText([FromQuery] Tenant tenant) => Bound.As(tenant);

    [RouteGet("/bound-inherited")]
    public static IAsyncEnumerable<string> SelfBoundByItsBase(Region region) => Bound.As(region);

    [RouteGet("/bound-beside")]
    public static IAsyncEnumerable<string> SelfBoundBeside(int number, Tenant tenant) => Bound.As(number, tenant);

    [RouteGet("/bound-part")]
    public static IAsyncEnumerable<string> SelfBoundPart([AsParameters] Visit visit) => Bound.As(visit);

    [RoutePost("/bound-body")]
    public static IAsyncEnumerable<string> SelfBoundBeforeTheBody(Note note, Draft draft) => Bound.As(note, draft);

    [RouteGet("/page")]
    public static IAsyncEnumerable<string> Paged([AsParameters] Page page) => Bound.As(page);

    [RouteGet("/filter/{id}")]
    public static IAsyncEnumerable<string> Filtered([AsParameters] Filter filter, string? extra) => Bound.As(filter, extra);

    [RouteGet("/range")]
    public static IAsyncEnumerable<string> Ranged([AsParameters] Range range) => Bound.As(range);

    [RouteGet("/window")]
    public static IAsyncEnumerable<string> Windowed([AsParameters] Window window) => Bound.As(window);

    [RouteGet("/slice")]
    public static IAsyncEnumerable<string> Sliced([AsParameters] Slice slice) => Bound.As(slice);

    [RoutePost("/body")]
    public static IAsyncEnumerable<string> Body(Note note) => Bound.As(note);

    [RoutePost("/body-null")]
    public static IAsyncEnumerable<string> BodyOrNull(Note? note) => Bound.As(note);

    [RoutePost("/body-marked")]
    public static IAsyncEnumerable<string> BodyMarked([FromBody] int number, int other) => Bound.As(number, other);

    [RoutePost("/body-empty")]
    public static IAsyncEnumerable<string> BodyEmpty([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Note note) => Bound.As(note);

    [RoutePost("/body-beside/{id}")]
    public static IAsyncEnumerable<string> BodyBeside(Note note, int id, [FromHeader(Name = "X-Value")] string value) =>
        Bound.As(note, id, value);

    [RoutePost("/body-shape")]
    public static IAsyncEnumerable<string> BodyShape(Shape shape) => Bound.As(shape);

    [RoutePost("/body-list")]
    public static IAsyncEnumerable<string> BodyList(List<Note> notes, Greeter greeter) => Bound.As(notes.Count, greeter.Greet());

    [RoutePost("/body-stream")]
    public static IAsyncEnumerable<string> BodyStream(Stream body, HttpContext context) => Bound.As(body == context.Request.Body);

    [RoutePost("/posted/{room}")]
    public static IAsyncEnumerable<string> Posted([AsParameters] Posted posted) => Bound.As(posted);
}

/// <summary>A service that is not registered.</summary>
public interface Absent;
