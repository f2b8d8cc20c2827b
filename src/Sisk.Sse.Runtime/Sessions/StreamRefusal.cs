using Microsoft.AspNetCore.Http;

namespace Sisk.Sse;

/// <summary>An ordinary response instead of a stream, created by <see cref="EventStream.Refuse"/>.</summary>
public sealed class StreamRefusal
{
    internal StreamRefusal(IResult result) => Result = result;

    internal IResult Result { get; }
}
