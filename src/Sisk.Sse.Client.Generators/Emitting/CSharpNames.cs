using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>The names of the types that are generated.</summary>
internal sealed class CSharpNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _outer = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _nested;

    public CSharpNames(ClientModel model)
    {
        _taken.Add(model.Name);
        var known = new HashSet<string>(model.Known.Select(type => type.Id), StringComparer.Ordinal);
        var generated = model.Contract.Types.Where(type => !known.Contains(type.Id)).ToDictionary(type => type.Id, StringComparer.Ordinal);
        foreach (var type in generated.Values)
        {
            var plus = type.Id.IndexOf('<') < 0 ? type.Id.LastIndexOf('+') : -1;
            if (plus > 0 && generated.TryGetValue(type.Id.Substring(0, plus), out var outer) && outer.Values is null)
            {
                _outer[type.Id] = outer.Id;
                _names[type.Id] = Member(type.Id.Substring(plus + 1), outer.Id.Split('.', '+').Last());
            }
            else
            {
                _names[type.Id] = Choose(Flatten(type.Id));
            }
        }

        _nested = generated.Keys.Where(_outer.ContainsKey).ToLookup(id => _outer[id], StringComparer.Ordinal);
    }

    /// <summary>Returns the generated type that contains a type; null if there is none.</summary>
    public string? OuterOf(string id) => _outer.TryGetValue(id, out var outer) ? outer : null;

    /// <summary>Returns the generated types that a generated type contains, in the order of the contract.</summary>
    public IEnumerable<string> NestedIn(string id) => _nested[id];

    /// <summary>Returns the name of a type without that of its container.</summary>
    public string OwnName(string id) => _names[id];

    /// <summary>Returns the name of a type with those of its containers.</summary>
    public string NestedName(string id) => OuterOf(id) is { } outer ? NestedName(outer) + "." + _names[id] : _names[id];

    /// <summary>Returns a name that is unique in the namespace.</summary>
    public string Choose(string name)
    {
        var candidate = name;
        for (var i = 2; !_taken.Add(candidate); i++)
        {
            candidate = name + i;
        }

        return candidate;
    }

    /// <summary>Returns the name of a member, which must differ from that of its type and from the members of every record.</summary>
    public static string Member(string name, string type) =>
        name == type
        || name is "Clone" or "EqualityContract" or "ToString" or "Equals" or "GetHashCode" or "GetType" or "MemberwiseClone" or "Finalize"
            or "PrintMembers"
            ? name + "Value"
            : Code.Escape(name);

    /// <summary>
    /// Shortens a name: <c>Shop.Orders</c> gives <c>Orders</c>, and <c>Shop.Orders@Acme.Library</c> gives <c>OrdersLibrary</c>.
    /// </summary>
    public static string OfController(string controller)
    {
        var at = controller.IndexOf('@');
        var (type, assembly) = at < 0 ? (controller, "") : (controller.Substring(0, at), controller.Substring(at));
        return type.Split('.', '+').Last() + Flatten(assembly);
    }

    /// <summary>Converts the id of a type to a name: <c>Shop.Page&lt;Shop.Item&gt;</c> gives <c>PageOfItem</c>.</summary>
    public static string Flatten(string id) => ShortName.Of(id, SyntaxFacts.IsIdentifierPartCharacter);
}
