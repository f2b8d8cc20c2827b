using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Qualifies the broadcasters that controllers require. A generator does not see the types that it generates, so it knows only their names.
/// </summary>
internal static class BroadcasterReferences
{
    private static readonly Regex _unresolved = new($@"global::(?<name>\w+{ControllerRules.BroadcasterSuffix})(?![\w.])");

    public static IEnumerable<ControllerFileModel> Resolve(IReadOnlyList<ControllerFileModel> files)
    {
        var namespaces = files
            .Where(f => f.HasBroadcaster)
            .ToLookup(f => f.BroadcasterName, f => f.Controller.Namespace, StringComparer.Ordinal);
        return files.Select(file => Resolve(file, type => Resolve(type, file.Controller.Namespace, namespaces)));
    }

    private static ControllerFileModel Resolve(ControllerFileModel file, Func<string, string> resolve)
    {
        var constructor = file.Controller.Constructor;
        return (constructor?.Parameters ?? default).Any(p => IsUnresolved(p.Type)) || file.Endpoints.Any(e => IsUnresolved(e.Endpoint))
            ? file with
            {
                Controller = file.Controller with
                {
                    Constructor = constructor is null
                        ? null
                        : constructor with { Parameters = constructor.Parameters.Select(p => Resolve(p, resolve)).ToEquatableArray() },
                },
                Endpoints = file.Endpoints.Select(e => e with { Endpoint = Resolve(e.Endpoint, resolve) }).ToEquatableArray(),
            }
            : file;
    }

    private static EndpointModel Resolve(EndpointModel endpoint, Func<string, string> resolve) =>
        endpoint with { Parameters = endpoint.Parameters.Select(p => Resolve(p, resolve)).ToEquatableArray() };

    private static ParameterModel Resolve(ParameterModel parameter, Func<string, string> resolve) => parameter with
    {
        Type = resolve(parameter.Type),
        Service = parameter.Service is null ? null : Resolve(parameter.Service, resolve),
        Parts = parameter.Parts is null
            ? null
            : parameter.Parts with
            {
                Members = parameter.Parts.Members.Select(m => m with { Parameter = Resolve(m.Parameter, resolve) }).ToEquatableArray(),
            },
    };

    private static ServiceModel Resolve(ServiceModel service, Func<string, string> resolve) =>
        service with { Type = resolve(service.Type) };

    private static bool IsUnresolved(EndpointModel endpoint) =>
        endpoint.Parameters.SelectMany(p => p.Values).Any(p => IsUnresolved(p.Type));

    /// <summary>Tests for the word before the expression, since this is called for every parameter of the project.</summary>
    private static bool IsUnresolved(string type) =>
        type.IndexOf(ControllerRules.BroadcasterSuffix, StringComparison.Ordinal) > 0 && _unresolved.IsMatch(type);

    private static string Resolve(string type, string from, ILookup<string, string> namespaces) =>
        IsUnresolved(type) ? _unresolved.Replace(type, match => Qualify(match.Groups["name"].Value, from, namespaces)) : type;

    /// <summary>Uses the nearest namespace around the controller, or else the only one, which a using directive must import.</summary>
    private static string Qualify(string name, string from, ILookup<string, string> namespaces)
    {
        var all = namespaces[name].Distinct().ToArray();
        var around = all.Where(n => n.Length == 0 || from == n || from.StartsWith(n + ".", StringComparison.Ordinal))
            .OrderByDescending(n => n.Length);
        var found = around.FirstOrDefault() ?? (all.Length == 1 ? all[0] : "");
        return "global::" + (found.Length == 0 ? "" : Keywords.EscapeParts(found) + ".") + name;
    }
}
