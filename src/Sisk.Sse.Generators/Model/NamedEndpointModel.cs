using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>An endpoint within its file.</summary>
/// <param name="Endpoint">The method.</param>
/// <param name="MemberName">The base of the names of generated members: the method's name, with a number if it is taken.</param>
/// <param name="StreamName">The name of the stream in the broadcaster's members, as <c>Watch</c> in <c>SubscribeWatchAsync</c>.</param>
/// <param name="ContractName">
/// The name of a push stream in the stream contract, as <c>Shop.OrderEvents.Watch</c>; empty for other forms.
/// </param>
/// <param name="Broadcasts">The broadcast methods, except those whose signature another stream already has.</param>
internal sealed record NamedEndpointModel(
    EndpointModel Endpoint, string MemberName, string StreamName, string ContractName, EquatableArray<BroadcastModel> Broadcasts);

/// <summary>One overload of a broadcast method.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Event">The event that it sends.</param>
/// <param name="KeyCount">The number of leading keys that it takes.</param>
/// <param name="IsPublic">True if other assemblies can use all types in its signature.</param>
internal sealed record BroadcastModel(string Name, EventModel Event, int KeyCount, bool IsPublic);
