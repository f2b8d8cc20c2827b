using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Gathers the endpoints of each controller and chooses every name that must be unlike another's.</summary>
internal static class ControllerGrouping
{
    /// <summary>In the order of names, as files come in any; classes of which nothing can be generated take what names are left.</summary>
    public static ImmutableArray<ControllerFileModel> Group(IEnumerable<EndpointModel> endpoints)
    {
        // The project's own file has that name already.
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

    /// <summary>The compiler warns of type names of lower-case letters alone, which may become keywords.</summary>
    private static string HelperName(ControllerModel controller)
    {
        var name = controller.FullName.Replace('.', '_');
        return name.All(character => character is >= 'a' and <= 'z') ? name + "Endpoints" : name;
    }

    private static EquatableArray<NamedEndpointModel> Name(IEnumerable<EndpointModel> endpoints, string helper)
    {
        // A class has no member of its own name.
        var names = new UniqueNames(helper);
        var streamNames = new UniqueNames();
        var signatures = new HashSet<BroadcastSignature>();
        var all = endpoints.ToArray();
        var mapped = all
            .Where(e => e.IsMapped)
            .OrderBy(e => e.Method.Name, StringComparer.Ordinal)
            .ThenBy(e => e.Pattern, StringComparer.Ordinal)
            .ThenBy(e => e.Verb, StringComparer.Ordinal)
            .ToArray();
        var contractNames = StreamNames.Choose([.. mapped.Select(e => e.Method.Name)]);
        return all
            .OrderBy(e => e.Method.Name, StringComparer.Ordinal)
            .ThenBy(e => e.Method.Signature, StringComparer.Ordinal)
            .ThenBy(e => e.Verb, StringComparer.Ordinal)
            .Select(e => new NamedEndpointModel(
                e,
                names.Choose(e.Method.Name, MemberNames.All),
                e.Identifier is null ? "" : streamNames.Choose(MemberNames.Stream(e.Method.Name)),
                e.Identifier is null ? "" : ContractName(e, mapped, contractNames),
                BroadcastPlan.For(e, signatures)))
            .ToEquatableArray();
    }

    /// <summary>The name of the stream in the contract.</summary>
    private static string ContractName(EndpointModel endpoint, EndpointModel[] mapped, string[] names)
    {
        var i = Array.FindIndex(mapped, e => ReferenceEquals(e, endpoint));
        return $"{endpoint.Controller.ContractName}.{(i < 0 ? endpoint.Method.Name : names[i])}";
    }

    /// <summary>Two controllers of one namespace have the same name only when they are nested: the outer types tell them apart.</summary>
    private static string ChooseBroadcaster(ControllerModel controller, UniqueNames taken)
    {
        var scope = controller.Namespace + ".";
        var name = controller.Name + "Broadcaster";
        return taken.TryTake(scope + name) && !controller.HasNamesake
            ? name
            : taken.Choose(scope + controller.OuterTypes.Replace(".", "") + name).Substring(scope.Length);
    }
}
