using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sisk.Sse.Inspection.Messages;

/// <summary>Every type that the page sends or receives, known at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServerView))]
[JsonSerializable(typeof(SampleView))]
[JsonSerializable(typeof(EndedView[]))]
[JsonSerializable(typeof(SearchView))]
[JsonSerializable(typeof(TargetsView))]
[JsonSerializable(typeof(ActionView))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SampleRequest))]
[JsonSerializable(typeof(SampleAnswer))]
[JsonSerializable(typeof(SendRequest))]
internal sealed partial class InspectorJson : JsonSerializerContext;
