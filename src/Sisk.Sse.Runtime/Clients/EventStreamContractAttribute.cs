namespace Sisk.Sse;

/// <summary>
/// Holds the stream contract of an assembly, which describes its event streams. The generator writes it, and clients are generated from it.
/// </summary>
/// <param name="json">The contract, a JSON document.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EventStreamContractAttribute(string json) : Attribute
{
    /// <summary>Gets the contract, a JSON document. Its format is described in the documentation under "Stream contract".</summary>
    public string Json { get; } = json;
}
