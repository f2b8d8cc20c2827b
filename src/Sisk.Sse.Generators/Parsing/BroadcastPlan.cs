using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Which broadcast methods a stream gets.</summary>
internal static class BroadcastPlan
{
    private static readonly Regex _dynamic = new(@"(?<![:.\w@])dynamic\b");
    private static readonly Regex _elementName = new(@"(?<!,) @?\w+(?=[,)])");

    /// <summary>One for each event and each leading subset of keys, without those whose signature is in <paramref name="taken"/>.</summary>
    public static EquatableArray<BroadcastModel> For(EndpointModel endpoint, HashSet<string> taken)
    {
        if (endpoint is not { Identifier: { } identifier, Payload: { } payload })
        {
            return default;
        }

        return (from broadcast in All(endpoint, identifier, payload)
                where taken.Add(broadcast.Signature)
                select broadcast.Model).ToEquatableArray();
    }

    /// <summary>The signatures of all broadcasts that the stream would have if it were alone in its class.</summary>
    public static IEnumerable<string> Signatures(EndpointModel endpoint) =>
        endpoint is { Identifier: { } identifier, Payload: { } payload } ? All(endpoint, identifier, payload).Select(b => b.Signature) : [];

    private static IEnumerable<(string Signature, BroadcastModel Model)> All(EndpointModel endpoint, IdentifierModel identifier, PayloadModel payload)
    {
        foreach (var @event in payload.Events)
        {
            for (var keyCount = 0; keyCount <= identifier.Keys.Count; keyCount++)
            {
                // To forget the key must not compile: only a stream without keys is sent to as a whole by the short name.
                var name = Name(endpoint, @event, toAll: keyCount == 0 && identifier.Keys.Count > 0);
                var model = new BroadcastModel(name, @event, keyCount, @event.IsPublic && identifier.KeysArePublic);
                yield return (Signature(name, identifier.Keys, keyCount, @event), model);
            }
        }
    }

    public static string Name(EndpointModel endpoint, EventModel @event, bool toAll) =>
        "Broadcast" + endpoint.BroadcastPrefix + @event.MethodName + (toAll ? "ToAllAsync" : "Async");

    /// <summary>Without the names of a tuple's elements, and with <c>object</c> for <c>dynamic</c>: neither tells two overloads apart.</summary>
    private static string Bare(string type)
    {
        var bare = type.IndexOf("dynamic", StringComparison.Ordinal) < 0 ? type : _dynamic.Replace(type, "object");
        return bare.IndexOf('(') < 0 ? bare : _elementName.Replace(bare, "");
    }

    /// <summary>What two overloads must not share. Annotations tell no two reference types apart.</summary>
    private static string Signature(string name, EquatableArray<KeyModel> keys, int keyCount, EventModel @event)
    {
        var signature = name + "(";
        for (var i = 0; i < keyCount; i++)
        {
            signature += keys[i].Type + ", ";
        }

        return (signature + Bare(@event.Type) + ")").Replace("?", "");
    }
}
