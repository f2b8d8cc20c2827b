using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>
/// Finds clients that would generate the same records in the same namespace. The types of two servers often have the same names.
/// </summary>
internal static class NameClashes
{
    public static EquatableArray<NameClash> Find(IEnumerable<ClientModel> clients)
    {
        var sorted = clients.OrderBy(client => client.FullName, StringComparer.Ordinal).ToArray();
        var owners = new Dictionary<string, ClientModel>(StringComparer.Ordinal);
        foreach (var client in sorted)
        {
            owners[client.FullName] = client;
        }

        var clashes = new List<NameClash>();
        foreach (var client in sorted)
        {
            var types = TypesOf(client);
            if (types.FirstOrDefault(owners.ContainsKey) is { } taken)
            {
                clashes.Add(new NameClash(client.FullName, owners[taken].FullName, taken));
                continue;
            }

            foreach (var type in types)
            {
                owners[type] = client;
            }
        }

        return clashes.ToEquatableArray();
    }

    /// <summary>Returns the full names of the types that are generated with a client.</summary>
    private static string[] TypesOf(ClientModel client)
    {
        var names = new CSharpNames(client);
        var known = new HashSet<string>(client.Known.Select(type => type.Id), StringComparer.Ordinal);
        var space = client.FullName.Substring(0, client.FullName.Length - client.Name.Length);
        return [.. client.Contract.Types
            .Where(type => !known.Contains(type.Id) && names.OuterOf(type.Id) is null)
            .Select(type => space + names.OwnName(type.Id))];
    }
}
