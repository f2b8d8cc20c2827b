namespace Sisk.Sse;

/// <summary>
/// Holds the stream contract of an assembly: what each of its event streams takes and sends. The generator writes it; clients are
/// generated from it.
/// </summary>
/// <param name="json">The contract, a JSON document.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EventStreamContractAttribute(string json) : Attribute
{
    /// <summary>Gets the contract, a JSON document. Its format is described in the documentation under "Stream contract".</summary>
    public string Json { get; } = json;
}
