using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the members that list the connected clients of a stream with keys.</summary>
internal sealed class PresenceEmitter
{
    private readonly CodeWriter _writer;
    private readonly NamedEndpointModel _stream;
    private readonly StreamKeys _keys;
    private readonly string _access;
    private readonly string _field;
    private readonly string _reader;

    private readonly string _template;

    /// <summary>The type of the keys after the leading ones, indexed by the number of leading ones.</summary>
    private readonly string[] _types;

    private PresenceEmitter(CodeWriter writer, NamedEndpointModel stream, StreamKeys keys)
    {
        (_writer, _stream, _keys) = (writer, stream, keys);
        _access = stream.Endpoint.Identifier!.KeysArePublic ? "public" : "internal";
        _field = MemberNames.Field(stream.MemberName);
        _reader = MemberNames.KeyReader(stream.StreamName);
        _template = Literals.Text(IdentifierText.MatchedTemplate(Rest(0).Select(i => new SegmentModel(keys[i].Name, keys[i]))));
        _types = [.. Enumerable.Range(0, keys.Count).Select(Type)];
    }

    public static void Emit(CodeWriter writer, NamedEndpointModel stream, StreamKeys keys)
    {
        if (keys.Count > 0)
        {
            new PresenceEmitter(writer, stream, keys).Emit();
        }
    }

    private void Emit()
    {
        EmitEvent();
        for (var count = 0; count < _keys.Count; count++)
        {
            EmitList(count);
        }

        for (var count = 0; count < _keys.Count; count++)
        {
            EmitReader(count);
        }
    }

    private void EmitEvent()
    {
        _writer.Separate();
        _writer.Line("/// <summary>");
        var reference = _stream.Endpoint.Method.Reference;
        _writer.Line($"/// Raised on the thread pool when someone joins or leaves <see cref=\"{reference}\"/> on any server:");
        _writer.Line("/// the first connection with certain keys has opened, or the last has closed and was not replaced in time.");
        _writer.Line("/// The first handler is also called for those who are already present.");
        _writer.Line("/// </summary>");
        var type = _types[0];
        var name = MemberNames.PresenceChanged(_stream.StreamName);
        using (_writer.Block($"{_access} event global::System.EventHandler<{Names.PresenceChange}<{type}>>? {name}"))
        {
            _writer.Line($"add => {_field}.AddPresenceHandler<{type}>(this, value, {_reader}0);");
            _writer.Line($"remove => {_field}.RemovePresenceHandler(value);");
        }
    }

    private void EmitList(int count)
    {
        var cancellation = _keys.Fresh("ct", count);
        EmitListDocumentation(count, cancellation);
        var list = $"global::System.Collections.Generic.IReadOnlyList<{_types[count]}>";
        _writer.Open($"{_access} {Names.Task}<{list}> {MemberNames.List(_stream.StreamName)}(");
        _keys.EmitParameters(_writer, count);
        _writer.Item($"{Names.CancellationToken} {cancellation} = default");
        _writer.Close(") =>");
        using (_writer.Indent())
        {
            var (scope, selector) = (_keys.Scope(_field, count), _keys.Selector(count));
            _writer.Line($"{scope}{_field}.ListAsync<{_types[count]}>({selector}{_reader}{count}, {cancellation});");
        }
    }

    private void EmitListDocumentation(int count, string cancellation)
    {
        var rest = Documentation.Enumerate([.. Rest(count).Select(i => Documentation.Code(_keys[i].Name.TrimStart('@')))]);
        _writer.Separate();
        _writer.Line("/// <summary>");
        _writer.Line($"/// Lists who has a connection of <see cref=\"{_stream.Endpoint.Method.Reference}\"/>");
        if (count > 0)
        {
            _writer.Line($"///{_keys.Selection(count)}");
        }

        _writer.Line($"/// on any server, by {rest}.");
        _writer.Line("/// </summary>");
        _keys.Document(_writer, count, "The value that a connection was opened with.");
        _writer.Parameter(cancellation, "Cancels the wait for other servers, which the first call asks.");
        _writer.Returns("The distinct values, in the order of their texts.");
    }

    private void EmitReader(int count)
    {
        _writer.Separate();
        using (_writer.Block($"private static bool {_reader}{count}(string text, {Names.MaybeNull} out {_types[count]} values)"))
        {
            _writer.Line(
                $"if ({Names.CompilerServices}IdentifierHandler.TryMatch(text, {_template}, uniqueSegment: false, out string[] parts)");
            using (_writer.Indent())
            {
                for (var i = count; i < _keys.Count; i++)
                {
                    var parsed = ValueParsers.Call(_keys[i], $"parts[{i}]", $"{_keys[i].OutputType} value{i}");
                    _writer.Line($"&& {parsed}{(i == _keys.Count - 1 ? ")" : "")}");
                }
            }

            using (_writer.Block())
            {
                _writer.Line(
                    _keys.Count - count == 1 ? $"values = {Value(count)};" : $"values = ({string.Join(", ", Rest(count).Select(Value))});");
                _writer.Line("return true;");
            }

            _writer.Line();
            _writer.Line("values = default;");
            _writer.Line("return false;");
        }
    }

    private string Value(int index) => "value" + index + (_keys[index].IsReferenceType ? "!" : "");

    private IEnumerable<int> Rest(int count) => Enumerable.Range(count, _keys.Count - count);

    /// <summary>Returns the value of the one key after the leading ones, or a tuple of the values of several.</summary>
    private string Type(int count) => _keys.Count - count == 1
        ? _keys[count].Type
        : $"({string.Join(", ", Rest(count).Select(i => TupleElement(_keys[i], i - count + 1)))})";

    /// <summary>Returns an element with the name of its key, unless tuples have a member of that name.</summary>
    private static string TupleElement(KeyModel key, int position) =>
        TupleNames.IsAllowed(key.Name, position) ? key.Type + " " + Keywords.Escape(key.Name) : key.Type;
}
