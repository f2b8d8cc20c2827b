using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sisk.Sse.Publishing;

/// <summary>Every type that answers consist of, known at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishAnswer))]
[JsonSerializable(typeof(IReadOnlyList<PublishError>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PublishJson : JsonSerializerContext;
