using Sisk.Sse.CompilerServices;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Inspection;

/// <summary>A stream with its part of the contract; null if the contract does not have it.</summary>
internal sealed record CatalogStream(StreamDescription Description, ContractStream? Contract)
{
    /// <summary>Gets a value indicating whether events are broadcast to the stream.</summary>
    internal bool IsPush => Contract?.Kind is StreamKind.Push;

    /// <summary>Gets the form of the stream, in the contract's words.</summary>
    internal string Kind => Contract is null ? "push" : Words.Of(Contract.Kind);

    /// <summary>Gets the names of the key's values, in their order in identifiers.</summary>
    internal IEnumerable<string> Keys => KeyNames.Of(Description.Template);

    /// <summary>Gets the shape of a key's value; text if it is not known.</summary>
    internal Shape ShapeOf(string key) =>
        Contract?.Parameters
            .FirstOrDefault(parameter => parameter.IsKey && parameter.Name.Equals(key, StringComparison.OrdinalIgnoreCase))?.Shape
        ?? Shape.Text();
}
