using System.Text.Json;

namespace Sisk.Sse.Publishing;

/// <summary>Describes what the serializer rejected, for programs that are not written in .NET.</summary>
internal static class JsonMistake
{
    /// <summary>Describes a mistake.</summary>
    /// <param name="exception">The exception of the serializer.</param>
    /// <param name="path">The path of the data in the body.</param>
    internal static PublishError Of(JsonException exception, string path)
    {
        // A path begins with '$', which is the data here. The message repeats it.
        var place = exception.Path is ['$', .. var rest] ? path + rest : path;
        var end = exception.Message.IndexOf(" Path: $", StringComparison.Ordinal);
        return new PublishError(place, end < 0 ? exception.Message : exception.Message[..end]);
    }
}
