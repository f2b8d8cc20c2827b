using System.Collections.Generic;

namespace Sisk.Sse.Contracts;

/// <summary>Compares the values of enumerations.</summary>
internal static class EnumComparison
{
    /// <param name="left">The enumeration before.</param>
    /// <param name="right">The enumeration after.</param>
    /// <param name="clients">The clients that break if it changed.</param>
    /// <param name="use">The use of its values.</param>
    public static IEnumerable<ContractChange> Compare(ContractType left, ContractType right, string clients, ShapeUse use)
    {
        var (old, current) = (left.Values!, right.Values!);
        if (old.IsText != current.IsText && use != ShapeUse.Parameter)
        {
            yield return ContractChange.Breaking(
                $"Enumeration '{right.Id}' is now written by {(current.IsText ? "name" : "number")}.", clients);
            yield break;
        }

        if (old.IsFlags != current.IsFlags)
        {
            var text = $"The values of '{right.Id}' are {(current.IsFlags ? "now combined" : "no longer combined")}.";
            yield return ContractChange.Create(isBreaking: current.IsFlags == (use == ShapeUse.Event), text, clients);
        }

        // A number stands for the member that it had when the client was built.
        var isByName = old.IsText && use != ShapeUse.Parameter;
        var isByNumber = !old.IsText && use != ShapeUse.Parameter;
        foreach (var (before, after) in ContractComparison.Match(old.Members, current.Members, m => isByName ? m.Name : m.Member))
        {
            if (before is null)
            {
                var text = $"Value '{after!.Name}' of '{right.Id}' was added.";
                yield return isByName && use == ShapeUse.Event
                    ? ContractChange.Breaking(text, $".NET {clients}: they cannot read it")
                    : ContractChange.Harmless(text);
            }
            else if (after is null)
            {
                yield return ContractChange.Breaking($"Value '{before.Name}' of '{left.Id}' was removed or renamed.", clients);
            }
            else if (isByNumber && before.Value != after.Value)
            {
                yield return ContractChange.Breaking(
                    $"Value '{after.Name}' of '{right.Id}' changed from {before.Value} to {after.Value}.", clients);
            }
        }
    }

}
