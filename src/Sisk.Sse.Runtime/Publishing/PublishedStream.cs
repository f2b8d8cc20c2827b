using Sisk.Sse.CompilerServices;
using Sisk.Sse.Contracts;
using Sisk.Sse.Streams;

namespace Sisk.Sse.Publishing;

/// <summary>A push stream that other programs may publish to.</summary>
/// <param name="Description">The stream.</param>
/// <param name="Publisher">Its publisher.</param>
/// <param name="Contract">Its part of the contract; null if the contract does not have it.</param>
internal sealed record PublishedStream(StreamDescription Description, StreamPublisher Publisher, ContractStream? Contract)
{
    internal string Name => Contract?.Id ?? Description.ContractName;

    internal IReadOnlyList<StreamKey> Keys => Description.Keys;

    internal StreamEvent? FindEvent(string name) => Description.Events.FirstOrDefault(known => known.WireName == name);

    /// <summary>Finds the type of an event's data in the contract; null if it is not there.</summary>
    internal Shape? FindShape(StreamEvent known) =>
        Contract?.Events.FirstOrDefault(described => described.WireName == known.WireName)?.Shape;

    /// <summary>Finds the type of a key in the contract; null if it is not there, as for a claim.</summary>
    internal Shape? FindShape(StreamKey key) =>
        Contract?.Parameters.FirstOrDefault(parameter => parameter.IsKey && parameter.Name == key.Name)?.Shape;
}
