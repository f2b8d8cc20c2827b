namespace Sisk.Sse.Tests.Security;

/// <summary>A stream whose readers may lose the right to it.</summary>
[RoutePrefix("/private")]
public sealed class PrivateEvents(Rights rights)
{
    [RouteGet("/{room}")]
    public EventStream<string> Read(string room) =>
        rights.MayRead ? new EventStream<string>() : EventStream.Refuse(Microsoft.AspNetCore.Http.TypedResults.StatusCode(403));
}

/// <summary>Who may read, as of now.</summary>
public sealed class Rights
{
    public bool MayRead { get; set; } = true;
}
