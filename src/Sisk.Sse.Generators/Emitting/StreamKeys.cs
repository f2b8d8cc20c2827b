using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Formats the keys of a stream for its members, by the number of leading keys that a member takes. Each text is composed once.
/// </summary>
internal sealed class StreamKeys
{
    private readonly EquatableArray<KeyModel> _keys;
    private readonly string[] _parameters;
    private readonly string[] _selectors;
    private readonly string[] _selections;

    public StreamKeys(EquatableArray<KeyModel> keys)
    {
        _keys = keys;
        _parameters = new string[keys.Count];
        _selectors = new string[keys.Count + 1];
        _selections = new string[keys.Count + 1];
        (_selectors[0], _selections[0]) = ("", "");
        var (segments, references) = ("", "");
        for (var i = 0; i < keys.Count; i++)
        {
            var name = Keywords.Escape(keys[i].Name);
            _parameters[i] = keys[i].Type + " " + name;
            segments += (i == 0 ? "{" : "/{") + name + "}";
            var reference = Documentation.SeeParameter(keys[i].Name);
            _selectors[i + 1] = "$\"" + segments + "\", ";
            _selections[i + 1] = " with this " + references + (i == 0 ? "" : " and ") + reference;
            references += (i == 0 ? "" : ", ") + reference;
        }
    }

    public int Count => _keys.Count;

    public KeyModel this[int index] => _keys[index];

    /// <summary>
    /// Returns the argument that selects connections, followed by a comma: <c>$"{orderId}/{userId}", </c>. Empty without keys.
    /// </summary>
    public string Selector(int count) => _selectors[count];

    /// <summary>Returns the selection for documentation, such as " with this orderId and userId".</summary>
    public string Selection(int count) => _selections[count];

    /// <summary>Emits the parameters, such as <c>int orderId</c> and <c>string userId</c>.</summary>
    public void EmitParameters(CodeWriter writer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.Item($"{_parameters[i]}");
        }
    }

    public void Document(CodeWriter writer, int count, string text)
    {
        for (var i = 0; i < count; i++)
        {
            writer.Parameter(_keys[i].Name, text);
        }
    }

    /// <summary>Returns a name for a parameter that differs from those of the keys.</summary>
    public string Fresh(string wanted, int count) => Has(wanted, count) ? Fresh(wanted + "Value", count) : wanted;

    /// <summary>Returns the qualifier of a field, which is needed if a key has its name.</summary>
    public string Scope(string field, int count) => Has(field, count) ? "this." : "";

    private bool Has(string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (_keys[i].Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
