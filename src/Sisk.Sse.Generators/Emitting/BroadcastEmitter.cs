using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The broadcast methods of a stream.</summary>
internal sealed class BroadcastEmitter
{
    private readonly CodeWriter _writer;
    private readonly MethodModel _method;
    private readonly EquatableArray<KeyModel> _keys;
    private readonly string _field;

    /// <summary>The expression and the documentation that select connections, by the number of keys: each serves every event of the stream.</summary>
    private readonly string[] _selectors;
    private readonly string[] _selections;

    public BroadcastEmitter(CodeWriter writer, NamedEndpointModel stream)
    {
        (_writer, _method, _keys) = (writer, stream.Endpoint.Method, stream.Endpoint.Identifier!.Keys);
        _field = MemberNames.Field(stream.MemberName);
        _selectors = new string[_keys.Count + 1];
        _selections = new string[_keys.Count + 1];
        for (var count = 0; count <= _keys.Count; count++)
        {
            _selectors[count] = count == 0 ? "" : IdentifierText.Key(_keys.Take(count)) + ", ";
            _selections[count] = count == 0 ? "" : " with this " + Documentation.Enumerate([.. _keys.Take(count).Select(k => Documentation.SeeParameter(k.Name))]);
        }
    }

    public void Emit(IEnumerable<BroadcastModel> broadcasts)
    {
        foreach (var broadcast in broadcasts)
        {
            _writer.Separate();
            Emit(broadcast);
        }
    }

    private void Emit(BroadcastModel broadcast)
    {
        var (payload, cancellation) = (Fresh("payload", broadcast.KeyCount), Fresh("ct", broadcast.KeyCount));
        EmitDocumentation(broadcast, payload, cancellation);
        _writer.Open($"{(broadcast.IsPublic ? "public" : "internal")} {Names.ValueTask} {broadcast.Name}(");
        IdentifierText.EmitParameters(_writer, _keys, broadcast.KeyCount);
        _writer.Item($"{broadcast.Event.BroadcastType} {payload}");
        _writer.Item($"{Names.CancellationToken} {cancellation} = default");
        _writer.Close(") =>");
        using (_writer.Indent())
        {
            var scope = IsKey(_field, broadcast.KeyCount) ? "this." : "";
            var selector = _selectors[broadcast.KeyCount];
            if (broadcast.Event.EventName is { } name)
            {
                _writer.Line($"{scope}{_field}.BroadcastAsync({selector}\"{Literals.Inner(name)}\", {payload}, {cancellation});");
            }
            else
            {
                _writer.Line($"{scope}{_field}.BroadcastAsync({selector}null, {payload}, {cancellation});");
            }
        }
    }

    private void EmitDocumentation(BroadcastModel broadcast, string payload, string cancellation)
    {
        EmitSummary(broadcast.Event.EventName, broadcast.KeyCount);

        for (var i = 0; i < broadcast.KeyCount; i++)
        {
            _writer.Parameter(_keys[i].Name, "The value that a connection was opened with.");
        }

        _writer.Parameter(payload, broadcast.Event.IsText ? "The event's text, sent as it is." : "The event, sent as JSON.");
        _writer.Parameter(cancellation, "Cancels the broadcast.");
        _writer.Returns("A task that completes when the event is accepted.");
    }

    /// <summary>On one line if that is short, else with the selection on a line of its own.</summary>
    private void EmitSummary(string? eventName, int keyCount)
    {
        var (start, end) = eventName is null ? ("", "") : (" named <c>", "</c>");
        var name = eventName is null ? "" : Documentation.Escape(eventName);
        var receivers = keyCount == 0 ? "every connection" : "the connections";
        var selection = _selections[keyCount];
        if (name.Length + _method.Reference.Length + selection.Length < 40)
        {
            _writer.Line($"/// <summary>Sends an event{start}{name}{end} to {receivers} of <see cref=\"{_method.Reference}\"/>{selection}.</summary>");
            return;
        }

        _writer.Line("/// <summary>");
        _writer.Line($"/// Sends an event{start}{name}{end} to {receivers} of <see cref=\"{_method.Reference}\"/>{(keyCount == 0 ? "." : "")}");
        if (keyCount > 0)
        {
            _writer.Line($"///{selection}.");
        }

        _writer.Line("/// </summary>");
    }

    /// <summary>A name for a parameter of ours beside the keys.</summary>
    private string Fresh(string wanted, int keyCount) => IsKey(wanted, keyCount) ? Fresh(wanted + "Value", keyCount) : wanted;

    private bool IsKey(string name, int keyCount)
    {
        for (var i = 0; i < keyCount; i++)
        {
            if (_keys[i].Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
