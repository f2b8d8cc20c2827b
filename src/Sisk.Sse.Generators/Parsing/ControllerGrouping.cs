using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Groups the endpoints by controller, and chooses all names that must be unique.</summary>
internal static class ControllerGrouping
{
    /// <summary>Returns the files in the order of names. Classes for which nothing can be generated get the names that are left.</summary>
    public static ImmutableArray<ControllerFileModel> Group(IEnumerable<EndpointModel> endpoints)
    {
        // The file of the project has this name.
        var hintNames = new UniqueNames("EventStreams");
        var helperNames = new UniqueNames();
        var broadcasterNames = new UniqueNames();
        var files = endpoints
            .GroupBy(e => e.Controller)
            .OrderByDescending(g => g.Any(e => e.HasMembers))
            .ThenBy(g => g.Key.FullName, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Type, StringComparer.Ordinal)
            .Select(g => (Controller: g.Key, Endpoints: g, Helper: helperNames.Choose(HelperName(g.Key))))
            .Select(g => new ControllerFileModel(
                g.Controller,
                hintNames.Choose(g.Controller.FullName),
                ChooseBroadcaster(g.Controller, broadcasterNames),
                g.Helper,
                g.Endpoints.Any(e => e.Identifier is not null || !e.HasMembers),
                Name(g.Endpoints.Where(e => e.HasMembers), g.Helper)))
            .ToArray();
        return [.. BroadcasterReferences.Resolve(files)];
    }

    /// <summary>Returns the name of the helper. The compiler warns about a type whose name has only lower-case letters.</summary>
    private static string HelperName(ControllerModel controller)
    {
        var name = controller.FullName.Replace('.', '_');
        return name.All(character => character is >= 'a' and <= 'z') ? name + "Endpoints" : name;
    }

    private static EquatableArray<NamedEndpointModel> Name(IEnumerable<EndpointModel> endpoints, string helper)
    {
        // A class cannot have a member of its own name.
        var names = new UniqueNames(helper);
        var streamNames = new UniqueNames();
        var signatures = new HashSet<BroadcastSignature>();
        var all = endpoints.ToArray();
        var contractNames = ContractNames(all);
        return Enumerable.Range(0, all.Length)
            .OrderBy(i => all[i].Method.Name, StringComparer.Ordinal)
            .ThenBy(i => all[i].Method.Signature, StringComparer.Ordinal)
            .ThenBy(i => all[i].Verb, StringComparer.Ordinal)
            .ThenBy(i => all[i].Pattern, StringComparer.Ordinal)
            .Select(i => (Endpoint: all[i], ContractName: contractNames[i]))
            .Select(e => new NamedEndpointModel(
                e.Endpoint,
                names.Choose(e.Endpoint.Method.Name, MemberNames.All),
                e.Endpoint.Identifier is null ? "" : streamNames.Choose(MemberNames.Stream(e.Endpoint.Method.Name)),
                e.Endpoint.Identifier is null ? "" : $"{e.Endpoint.Controller.ContractName}.{e.ContractName}",
                BroadcastPlan.For(e.Endpoint, signatures)))
            .ToEquatableArray();
    }

    /// <summary>
    /// Returns the names of the streams in the contract. A method with an error is not in the contract, and keeps its own name.
    /// </summary>
    private static string[] ContractNames(EndpointModel[] all)
    {
        var mapped = Enumerable.Range(0, all.Length)
            .Where(i => all[i].IsMapped)
            .OrderBy(i => all[i].Method.Name, StringComparer.Ordinal)
            .ThenBy(i => all[i].Pattern, StringComparer.Ordinal)
            .ThenBy(i => all[i].Verb, StringComparer.Ordinal)
            .ToArray();
        var chosen = StreamNames.Choose([.. mapped.Select(i => all[i].Method.Name)]);
        var names = Array.ConvertAll(all, e => e.Method.Name);
        for (var i = 0; i < mapped.Length; i++)
        {
            names[mapped[i]] = chosen[i];
        }

        return names;
    }

    /// <summary>
    /// Chooses the name of a broadcaster. Only nested controllers can have the same name. Their outer types distinguish them.
    /// </summary>
    private static string ChooseBroadcaster(ControllerModel controller, UniqueNames taken)
    {
        var scope = controller.Namespace + ".";
        var name = controller.Name + ControllerRules.BroadcasterSuffix;
        return taken.TryTake(scope + name) && !controller.HasNamesake
            ? name
            : taken.Choose(scope + controller.OuterTypes.Replace(".", "") + name).Substring(scope.Length);
    }
}
