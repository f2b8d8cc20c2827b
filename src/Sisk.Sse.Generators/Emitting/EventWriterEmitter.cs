using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The method that writes an event, under the name of its type.</summary>
internal static class EventWriterEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel stream, PayloadModel payload)
    {
        writer.Separate();
        var parameters = $"{Names.Infrastructure}EventSink sink, {payload.Type} value";
        var header = $"private static void {Names.Writer(stream.MemberName)}({parameters})";
        if (!payload.IsHierarchy)
        {
            writer.Line($"{header} => {Write(payload.Events[0], "value")}");
            return;
        }

        using (writer.Block(header))
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
                    writer.Line(Write(@event, "payload"));
                    writer.Line("break;");
                }
            }

            writer.Line("default:");
            using (writer.Indent())
            {
                writer.Line($"throw {Names.Infrastructure}EventSink.UnknownEvent(value, typeof({payload.BareType}));");
            }
        }
    }

    private static string Write(EventModel @event, string value) =>
        $"sink.Write({(@event.EventName is { } name ? Literals.Text(name) : "null")}, {value});";
}
