using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Chooses the broadcast methods of a stream.</summary>
internal static class BroadcastPlan
{
    /// <summary>
    /// Returns a method for each event and each leading subset of keys, except those whose signature is in <paramref name="taken"/>.
    /// </summary>
    public static EquatableArray<BroadcastModel> For(EndpointModel endpoint, HashSet<BroadcastSignature> taken)
    {
        if (endpoint is not { Identifier: { } identifier, Payload: { } payload })
        {
            return default;
        }

        var broadcasts = new List<BroadcastModel>();
        foreach (var (signature, broadcast) in All(endpoint, identifier, payload))
        {
            if (taken.Add(signature))
            {
                broadcasts.Add(broadcast);
            }
        }

        return broadcasts.ToEquatableArray();
    }

    /// <summary>Returns the signatures of all broadcasts that the stream would have if it were the only one of its class.</summary>
    public static IEnumerable<BroadcastSignature> Signatures(EndpointModel endpoint) =>
        endpoint is { Identifier: { } identifier, Payload: { } payload } ? All(endpoint, identifier, payload).Select(b => b.Signature) : [];

    private static IEnumerable<(BroadcastSignature Signature, BroadcastModel Model)> All(
        EndpointModel endpoint, IdentifierModel identifier, PayloadModel payload)
    {
        var keys = identifier.Keys;
        foreach (var @event in payload.Events)
        {
            var shortName = endpoint.BroadcastName(@event, toAll: false);
            for (var keyCount = 0; keyCount <= keys.Count; keyCount++)
            {
                // A call that forgets the key must not compile, so the short name without keys is only for streams without keys.
                var name = keyCount == 0 && keys.Count > 0 ? endpoint.BroadcastName(@event, toAll: true) : shortName;
                yield return (
                    new BroadcastSignature(name, keys, keyCount, @event),
                    new BroadcastModel(name, @event, keyCount, @event.IsPublic && identifier.KeysArePublic));
            }
        }
    }
}
