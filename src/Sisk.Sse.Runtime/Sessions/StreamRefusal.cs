using Microsoft.AspNetCore.Http;

namespace Sisk.Sse;

/// <summary>An ordinary answer in place of a stream, made by <see cref="EventStream.Refuse"/>.</summary>
public sealed class StreamRefusal
{
    internal StreamRefusal(IResult result) => Result = result;

    internal IResult Result { get; }
}
