using System;
using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Contracts;

/// <summary>
/// Compares the routes of a stream by the paths that clients send. The names of parameters are not in a path, and the server ignores the
/// case of literal text and a slash at the end.
/// </summary>
internal sealed class RouteComparison
{
    private readonly IReadOnlyList<TemplateParameter> _before;
    private readonly IReadOnlyList<TemplateParameter> _after;

    public RouteComparison(string before, string after)
    {
        var (old, current) = (Path(before, out _before), Path(after, out _after));
        IsMoved = !Leads(old, current) || Enumerable.Range(0, _before.Count).Any(HasMoved);
    }

    /// <summary>
    /// Gets a value indicating whether paths of the route before do not match the route after, or have their values at other places.
    /// </summary>
    public bool IsMoved { get; }

    /// <summary>Returns the name that a parameter of the route has now.</summary>
    public string NameAfter(string name)
    {
        var index = IsMoved ? -1 : IndexOf(_before, name);
        return index < 0 || IsSame(_after[index].BareName, name) ? name : _after[index].BareName;
    }

    /// <summary>
    /// Finds the parameters of which the route no longer takes all values, with the change in words, and the clients that break.
    /// </summary>
    /// <param name="parameters">The parameters of the stream before.</param>
    public IEnumerable<(string Name, string Text, string Clients)> FindRefusals(IReadOnlyCollection<ContractParameter> parameters)
    {
        for (var i = 0; i < _before.Count && !IsMoved; i++)
        {
            var (old, current) = (_before[i], _after[i]);
            var known = parameters.FirstOrDefault(p => p.Source == ParameterPlace.Route && IsSame(p.Name, old.BareName));
            if (old.MayBeMissing && !current.MayBeMissing && known is not { IsRequired: true })
            {
                yield return (old.BareName, "can no longer be left out", "clients that leave it out");
            }

            if (old.KeepsSlashes && !current.IsCatchAll)
            {
                yield return (old.BareName, "no longer takes several segments", "clients that send slashes");
            }

            foreach (var constraint in current.Constraints().Except(old.Constraints(), StringComparer.Ordinal))
            {
                if (!Allows(constraint, known?.Shape))
                {
                    yield return (old.BareName, $"got the constraint '{constraint}'", "clients that send what it refuses");
                }
            }
        }
    }

    private static string Path(string route, out IReadOnlyList<TemplateParameter> parameters)
    {
        var found = new List<TemplateParameter>();
        var path = RouteText.Rewrite(route, parameter =>
        {
            found.Add(parameter);
            return "";
        });
        parameters = found;
        return path.TrimEnd('/');
    }

    /// <summary>Determines whether the new path is the old one, possibly followed by optional segments.</summary>
    private bool Leads(string old, string current) =>
        _after.Count >= _before.Count
        && current.StartsWith(old, StringComparison.OrdinalIgnoreCase)
        && string.Concat(Enumerable.Repeat("/{}", _after.Count - _before.Count)) == current.Substring(old.Length)
        && _after.Skip(_before.Count).All(parameter => parameter.MayBeMissing);

    /// <summary>Determines whether the parameter is at another place now.</summary>
    private bool HasMoved(int index) => IndexOf(_after, _before[index].BareName) is var other && other >= 0 && other != index;

    private static int IndexOf(IReadOnlyList<TemplateParameter> parameters, string name) =>
        parameters.TakeWhile(p => !IsSame(p.BareName, name)).Count() is var index && index < parameters.Count ? index : -1;

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Determines whether a constraint accepts all values of a type.</summary>
    private static bool Allows(string constraint, Shape? shape) => constraint switch
    {
        "required" => true,
        "int" => shape?.Name is "int8" or "uint8" or "int16" or "uint16" or "int32",
        "long" => shape?.Name is "int8" or "uint8" or "int16" or "uint16" or "int32" or "uint32" or "int64",
        "bool" => shape?.Kind == ShapeKind.Boolean,
        "guid" => shape?.Name == "uuid",
        "datetime" => shape?.Name is "date-time" or "date-time-local" or "date",
        "decimal" => shape?.Name == "decimal",
        "double" => shape?.Kind == ShapeKind.Number,
        "float" => shape?.Name == "float",
        _ => false,
    };
}
