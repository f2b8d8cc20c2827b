using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>
/// Compares types by their JSON, so that a type that was only renamed is the same to clients. A type that the server sends must not lose
/// anything, and a type that it receives must not require more.
/// </summary>
internal sealed class ShapeComparison(StreamContract before, StreamContract after, List<ContractChange> changes)
{
    private readonly HashSet<(string Before, string After, ShapeUse Use, string Clients)> _compared = [];

    /// <param name="old">The type before.</param>
    /// <param name="current">The type after.</param>
    /// <param name="name">The thing that has the type, as the subject of a sentence.</param>
    /// <param name="clients">The clients that break if it changed.</param>
    /// <param name="use">Its use.</param>
    public void Compare(Shape old, Shape current, string name, string clients, ShapeUse use)
    {
        if (old.IsNullable != current.IsNullable)
        {
            var isBreaking = current.IsNullable == (use == ShapeUse.Event);
            var change = current.IsNullable ? "may now be null" : "is no longer null";
            changes.Add(ContractChange.Create(isBreaking, $"{name} {change}.", clients));
        }

        if (old.Kind != current.Kind || (old.Kind is not (ShapeKind.Reference or ShapeKind.Map) && old.Name != current.Name))
        {
            ReportChange(old, current, name, clients, use);
        }
        else if (old.Kind is ShapeKind.Array or ShapeKind.Map)
        {
            CompareKeys(old, current, name, clients, use);
            Compare(old.Item, current.Item, "An item of: " + name, clients, use);
        }
        else if (old.Kind == ShapeKind.Reference && _compared.Add((old.Name, current.Name, use, clients)))
        {
            CompareTypes(old, current, name, clients, use);
        }
    }

    /// <summary>Compares the keys of two maps. They are text, whatever its format.</summary>
    private void CompareKeys(Shape old, Shape current, string name, string clients, ShapeUse use)
    {
        if (old.Name != current.Name)
        {
            Compare(Shape.Text(old.Name), Shape.Text(current.Name), "A key of: " + name, clients, use);
        }

        if (old.Keys.Count == 0 || current.Keys.Count == 0)
        {
            if (old.Keys.Count != current.Keys.Count)
            {
                var isBreaking = (current.Keys.Count == 0) == (use == ShapeUse.Event);
                var became = current.Keys.Count == 0 ? "may now have any names" : "are now the names of an enumeration";
                changes.Add(ContractChange.Create(isBreaking, $"The keys {became}, of: {name}.", clients));
            }

            return;
        }

        foreach (var (before, after) in ContractComparison.Match(old.Keys, current.Keys, key => key))
        {
            if (before is null)
            {
                changes.Add(ContractChange.Harmless($"Key '{after}' was added to: {name}."));
            }
            else if (after is null)
            {
                changes.Add(ContractChange.Breaking($"Key '{before}' was renamed, or removed from: {name}.", clients));
            }
        }
    }

    private void ReportChange(Shape old, Shape current, string name, string clients, ShapeUse use)
    {
        var isHarmless = use switch
        {
            ShapeUse.Event => old.Kind == ShapeKind.Any || ShapeRange.Includes(old, current, after.FindType(current.Name)),
            ShapeUse.Body => ShapeRange.Includes(current, old, before.FindType(old.Name)),
            _ => ShapeRange.IncludesText(current with { IsNullable = false }, old with { IsNullable = false }),
        };
        var text = $"{name} changed from {Describe(old)} to {Describe(current)}.";
        changes.Add(!isHarmless ? ContractChange.Breaking(text, clients)
            : use == ShapeUse.Event ? ContractChange.Harmless(text + " Clients can read all of its values.")
            : ContractChange.Harmless(text + " The server takes all that clients send."));
    }

    private void CompareTypes(Shape old, Shape current, string name, string clients, ShapeUse use)
    {
        if (before.FindType(old.Name) is not { } left || after.FindType(current.Name) is not { } right)
        {
            return;
        }

        if (left.Values is null != right.Values is null)
        {
            changes.Add(ContractChange.Breaking($"{name} changed from {Describe(old)} to {Describe(current)}.", clients));
        }
        else if (left.Values is not null)
        {
            changes.AddRange(EnumComparison.Compare(left, right, clients, use));
        }
        else
        {
            CompareObjects(left, right, clients, use);
        }
    }

    private void CompareObjects(ContractType left, ContractType right, string clients, ShapeUse use)
    {
        foreach (var (old, current) in ContractComparison.Match(left.Properties, right.Properties, p => p.Name))
        {
            var name = $"Member '{(old ?? current)!.Name}' of '{right.Id}'";
            if (old is null)
            {
                var isBreaking = use == ShapeUse.Body && current!.IsMandatory;
                changes.Add(
                    ContractChange.Create(isBreaking, $"{name} {(isBreaking ? "was added and is required" : "was added")}.", clients));
            }
            else if (current is null)
            {
                changes.Add(ContractChange.Breaking($"{name} was removed or renamed.", clients));
            }
            else
            {
                if (old.IsRequired && !current.IsRequired && use == ShapeUse.Event)
                {
                    changes.Add(ContractChange.Breaking($"{name} may now be missing.", clients));
                }

                if (old.IsMandatory != current.IsMandatory && use == ShapeUse.Body)
                {
                    var became = current.IsMandatory ? "required" : "optional";
                    changes.Add(ContractChange.Create(current.IsMandatory, $"{name} became {became}.", clients));
                }

                Compare(old.Shape, current.Shape, name, clients, use);
            }
        }

        if (left.Extension is null != right.Extension is null)
        {
            var isBreaking = right.Extension is null;
            var text = isBreaking ? "no longer has" : "may now have";
            changes.Add(ContractChange.Create(isBreaking, $"'{right.Id}' {text} members of any name.", clients));
        }

        CompareDerived(left, right, clients, use);
    }

    private void CompareDerived(ContractType left, ContractType right, string clients, ShapeUse use)
    {
        // Clients of a type without derived types skip the discriminator, and read the type as before.
        if (left.Discriminator != right.Discriminator && left.Derived.Count > 0)
        {
            changes.Add(ContractChange.Breaking(
                $"The discriminator of '{right.Id}' changed from '{left.Discriminator}' to '{right.Discriminator}'.", clients));
        }

        foreach (var (old, current) in MatchDerived(left, right))
        {
            if (old is not null && current is not null && old.Value != current.Value)
            {
                var values = $"from {old.Value ?? "none"} to {current.Value ?? "none"}";
                changes.Add(ContractChange.Breaking(
                    $"The discriminator of derived type '{current.Id}' of '{right.Id}' changed {values}.", clients));
            }

            if (old is null)
            {
                changes.Add(ContractChange.Harmless($"Derived type '{current!.Id}' of '{right.Id}' was added."));
            }
            else if (current is null)
            {
                changes.Add(ContractChange.Breaking($"Derived type '{old.Id}' of '{left.Id}' was removed or renamed.", clients));
            }
            else
            {
                Compare(Shape.Reference(old.Id), Shape.Reference(current.Id), $"Derived type '{current.Id}'", clients, use);
            }
        }
    }

    /// <summary>Pairs derived types by their discriminators, and the others by their ids.</summary>
    private static IEnumerable<(DerivedType? Before, DerivedType? After)> MatchDerived(ContractType left, ContractType right)
    {
        var matches = ContractComparison.Match(left.Derived, right.Derived, d => d.Value ?? d.Id).ToArray();
        var rest = ContractComparison.Match(
            matches.Where(match => match.After is null).Select(match => match.Before!),
            matches.Where(match => match.Before is null).Select(match => match.After!),
            d => d.Id);
        return matches.Where(match => match is { Before: not null, After: not null }).Concat(rest);
    }

    private static string Describe(Shape shape) => shape.Kind switch
    {
        ShapeKind.Reference => $"'{shape.Name}'",
        ShapeKind.Array => "an array of " + Describe(shape.Item),
        ShapeKind.Map => "a dictionary of " + Describe(shape.Item),
        ShapeKind.Any => "any value",
        _ => (shape.Kind == ShapeKind.Text ? "string" : Words.Of(shape.Kind)) + (shape.Name.Length > 0 ? $" ({shape.Name})" : ""),
    };
}
