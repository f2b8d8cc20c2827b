using System.Collections.Generic;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the broadcast methods of a stream.</summary>
internal sealed class BroadcastEmitter(CodeWriter writer, NamedEndpointModel stream, StreamKeys keys)
{
    private readonly string _field = MemberNames.Field(stream.MemberName);
    private readonly string _reference = stream.Endpoint.Method.Reference;

    public void Emit(IEnumerable<BroadcastModel> broadcasts)
    {
        foreach (var broadcast in broadcasts)
        {
            writer.Separate();
            Emit(broadcast);
        }
    }

    private void Emit(BroadcastModel broadcast)
    {
        var count = broadcast.KeyCount;
        var (payload, cancellation) = (keys.Fresh("payload", count), keys.Fresh("ct", count));
        EmitDocumentation(broadcast, payload, cancellation);
        writer.Open($"{(broadcast.IsPublic ? "public" : "internal")} {Names.ValueTask} {broadcast.Name}(");
        keys.EmitParameters(writer, count);
        writer.Item($"{broadcast.Event.BroadcastType} {payload}");
        writer.Item($"{Names.CancellationToken} {cancellation} = default");
        writer.Close(") =>");
        using (writer.Indent())
        {
            var (scope, selector) = (keys.Scope(_field, count), keys.Selector(count));
            if (broadcast.Event.EventName is { } name)
            {
                writer.Line($"{scope}{_field}.BroadcastAsync({selector}\"{Literals.Inner(name)}\", {payload}, {cancellation});");
            }
            else
            {
                writer.Line($"{scope}{_field}.BroadcastAsync({selector}null, {payload}, {cancellation});");
            }
        }
    }

    private void EmitDocumentation(BroadcastModel broadcast, string payload, string cancellation)
    {
        EmitSummary(broadcast.Event.EventName, broadcast.KeyCount);
        keys.Document(writer, broadcast.KeyCount, "The value that a connection was opened with.");
        writer.Parameter(payload, broadcast.Event.IsText ? "The event's text, sent as it is." : "The event, sent as JSON.");
        writer.Parameter(cancellation, "Cancels the broadcast.");
        writer.Returns("A task that completes when the event is accepted.");
    }

    /// <summary>Emits the summary: on one line if it is short, or else with the selection on its own line.</summary>
    private void EmitSummary(string? eventName, int keyCount)
    {
        var (start, end) = eventName is null ? ("", "") : (" named <c>", "</c>");
        var name = eventName is null ? "" : Documentation.Escape(eventName);
        var receivers = keyCount == 0 ? "every connection" : "the connections";
        var selection = keys.Selection(keyCount);
        if (name.Length + _reference.Length + selection.Length < 40)
        {
            writer.Line(
                $"/// <summary>Sends an event{start}{name}{end} to {receivers} of <see cref=\"{_reference}\"/>{selection}.</summary>");
            return;
        }

        writer.Line("/// <summary>");
        writer.Line($"/// Sends an event{start}{name}{end} to {receivers} of <see cref=\"{_reference}\"/>{(keyCount == 0 ? "." : "")}");
        if (keyCount > 0)
        {
            writer.Line($"///{selection}.");
        }

        writer.Line("/// </summary>");
    }
}
