using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The code that writes an event under the name of its type.</summary>
internal static class EventWriterEmitter
{
    /// <summary>Returns the argument for the writer: the method of a hierarchy, or a lambda if all events are of one type.</summary>
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

    /// <summary>The most derived types first: a base type would take their values.</summary>
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
