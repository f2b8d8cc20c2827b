using System.Text.Json.Serialization;
using LiveBoard.Load;
using LiveBoard.Rooms;

namespace LiveBoard;

/// <summary>Every type that leaves or enters as JSON, known at compile time.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Machine))]
[JsonSerializable(typeof(LoadSample))]
[JsonSerializable(typeof(RoomEvent.Welcome))]
[JsonSerializable(typeof(RoomEvent.Said))]
[JsonSerializable(typeof(RoomEvent.Directory))]
[JsonSerializable(typeof(RoomSummary[]))]
[JsonSerializable(typeof(RoomMessage))]
[JsonSerializable(typeof(OpenRoom))]
[JsonSerializable(typeof(Say))]
internal sealed partial class BoardJson : JsonSerializerContext;
