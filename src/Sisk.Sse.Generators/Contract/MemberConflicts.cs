using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// Decides as System.Text.Json does which members are written if several have one name. A member that overrides or hides another replaces
/// it only under the same JSON name.
/// </summary>
internal sealed class MemberConflicts(JsonSettings settings)
{
    private readonly List<ISymbol> _members = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ISymbol> _ignored = new(StringComparer.Ordinal);

    /// <summary>Gets the first two members of one JSON name, for which the serializer throws; null if there are none.</summary>
    public (ISymbol First, ISymbol Second)? Clash { get; private set; }

    /// <summary>Gets the members that are left.</summary>
    public IEnumerable<ISymbol> Members => _members.Where(member => !IsIgnored(member));

    /// <summary>Adds a member. Those of a type come before those of its bases.</summary>
    public void Add(ISymbol member)
    {
        if (_ignored.TryGetValue(member.Name, out var ignored) && Overrides(ignored, member))
        {
            return;
        }

        var name = settings.NameOf(member);
        if (!_places.TryGetValue(name, out var place))
        {
            _places.Add(name, _members.Count);
            _members.Add(member);
        }
        else if (IsIgnored(_members[place]))
        {
            _members[place] = member;
        }
        else if (!IsIgnored(member) && !Hides(_members[place], member) && !(ignored is not null && Hides(ignored, member)))
        {
            Clash ??= (_members[place], member);
            _members.Add(member);
        }

        if (IsIgnored(member))
        {
            _ignored[member.Name] = member;
        }
    }

    private static bool IsIgnored(ISymbol member) => JsonAttributes.FindIgnoreCondition(member) is JsonAttributes.Always;

    private static bool Overrides(ISymbol member, ISymbol other) =>
        member is IPropertySymbol property && other is IPropertySymbol hidden
        && IsVirtual(property) && IsVirtual(hidden)
        && SymbolEqualityComparer.Default.Equals(property.Type, hidden.Type);

    private static bool IsVirtual(IPropertySymbol property) => property.IsVirtual || property.IsOverride || property.IsAbstract;

    private static bool Hides(ISymbol member, ISymbol other) =>
        member.Name == other.Name
        && (member.ContainingType.SelfAndBases().Contains(other.ContainingType, SymbolEqualityComparer.Default)
            || member.ContainingType.AllInterfaces.Contains(other.ContainingType, SymbolEqualityComparer.Default));
}
