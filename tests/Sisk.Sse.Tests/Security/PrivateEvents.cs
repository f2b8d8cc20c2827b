namespace Sisk.Sse.Tests.Security;

/// <summary>A stream whose access can be revoked.</summary>
[RoutePrefix("/private")]
public sealed class PrivateEvents(Rights rights)
{
    [RouteGet("/{room}")]
    public EventStream<string> Read(string room) =>
        rights.MayRead ? new EventStream<string>() : EventStream.Refuse(Microsoft.AspNetCore.Http.TypedResults.StatusCode(403));
}

/// <summary>The current access rights.</summary>
public sealed class Rights
{
    public bool MayRead { get; set; } = true;
}
