using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>A stream of each form, which counts the calls of its method.</summary>
[RoutePrefix("/ended")]
public sealed class EndedEvents(Calls calls)
{
    [RouteGet("/push")]
    public EventStream<string> Push()
    {
        calls.Count++;
        return new() { First = ["first"] };
    }

    [RouteGet("/pull")]
    public async IAsyncEnumerable<string> Pull()
    {
        calls.Count++;
        await Task.Yield();
        yield return "first";
    }

    [RouteGet("/imperative")]
    public HttpResponse Imperative(HttpRequest request)
    {
        calls.Count++;
        using var source = request.GetEventSource();
        source.Send("first");
        return source.Close();
    }
}

public sealed class Calls
{
    public int Count { get; set; }
}
