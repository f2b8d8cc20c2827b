#nullable disable
using Microsoft.AspNetCore.Mvc;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Parameters without nullable annotations: text is optional, a number is required.</summary>
[RoutePrefix("/generated/oblivious")]
public static class ObliviousStreams
{
    [RouteGet("/text")]
    public static IAsyncEnumerable<string> Text(string value) => Bound.As(value);

    [RouteGet("/int")]
    public static IAsyncEnumerable<string> Int(int value) => Bound.As(value);

    [RouteGet("/route/{value?}")]
    public static IAsyncEnumerable<string> Route(string value) => Bound.As(value);

    [RouteGet("/header")]
    public static IAsyncEnumerable<string> Header([FromHeader] string value) => Bound.As(value);

    [RouteGet("/bound")]
    public static IAsyncEnumerable<string> SelfBound(Tenant tenant) => Bound.As(tenant);

    [RoutePost("/body")]
    public static IAsyncEnumerable<string> Body(Note note) => Bound.As(note);
}
