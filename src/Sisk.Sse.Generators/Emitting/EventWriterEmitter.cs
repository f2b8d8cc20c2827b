using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the code that writes an event with its name.</summary>
internal static class EventWriterEmitter
{
    /// <summary>Returns the argument that writes events: a method for a hierarchy, or a lambda for a single type.</summary>
    public static string Of(NamedEndpointModel stream) => stream.Endpoint.Payload is { IsHierarchy: false } payload
        ? $"static (sink, value) => {Write(payload.Events[0], "value")}"
        : MemberNames.Writer(stream.MemberName);

    public static void Emit(CodeWriter writer, NamedEndpointModel stream, PayloadModel payload)
    {
        writer.Separate();
        using (writer.Block(
            $"internal static void {MemberNames.Writer(stream.MemberName)}({Names.CompilerServices}EventSink sink, {payload.Type} value)"))
        {
            EmitSwitch(writer, payload);
        }
    }

    /// <summary>Emits the switch. The most derived types come first, since a base type would match their values.</summary>
    private static void EmitSwitch(CodeWriter writer, PayloadModel payload)
    {
        using (writer.Block("switch (value)"))
        {
            foreach (var @event in payload.Events.OrderByDescending(e => e.Depth))
            {
                writer.Line($"case {@event.Type} payload:");
                using (writer.Indent())
                {
                    writer.Line($"{Write(@event, "payload")};");
                    writer.Line("break;");
                }
            }

            writer.Line("default:");
            using (writer.Indent())
            {
                writer.Line($"throw {Names.CompilerServices}EventSink.UnknownEvent(value, typeof({payload.BareType}));");
            }
        }
    }

    private static string Write(EventModel @event, string value) =>
        $"sink.Write({(@event.EventName is { } name ? Literals.Text(name) : "null")}, {value})";
}
