using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>An endpoint within its file.</summary>
/// <param name="Endpoint">The method.</param>
/// <param name="MemberName">The base of generated members' names; differs from the method's name if that is taken.</param>
/// <param name="StreamName">The name of the stream within its own members' names, as <c>Watch</c> in <c>SubscribeWatchAsync</c>.</param>
/// <param name="ContractName">
/// The name of the stream in the stream contract, as <c>Shop.OrderEvents.Watch</c>; empty for anything but a push stream.
/// </param>
/// <param name="Broadcasts">The broadcast methods, without those another stream has already given the same signature.</param>
internal sealed record NamedEndpointModel(
    EndpointModel Endpoint, string MemberName, string StreamName, string ContractName, EquatableArray<BroadcastModel> Broadcasts);

/// <summary>One overload of a broadcast method.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Event">The event that it sends.</param>
/// <param name="KeyCount">The number of leading keys that it takes.</param>
/// <param name="IsPublic">True if every type in its signature can be seen from other assemblies.</param>
internal sealed record BroadcastModel(string Name, EventModel Event, int KeyCount, bool IsPublic);
