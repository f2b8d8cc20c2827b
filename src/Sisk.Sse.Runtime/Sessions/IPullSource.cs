using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Sessions;

/// <summary>A sequence that says more than its events: a refusal, or what a client learns of a failure.</summary>
internal interface IPullSource<out T>
{
    /// <summary>Gets the response that is sent instead of the stream; null if the stream is opened.</summary>
    IResult? Refusal { get; }

    /// <summary>Gets the function that makes an exception the last event; null for none.</summary>
    Func<Exception, T?>? OnFailure { get; }
}
