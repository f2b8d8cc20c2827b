using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Streams;

/// <summary>A value of a request for a stream.</summary>
/// <param name="Source">The part of the request; null for the body.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Type">The type it is parsed to.</param>
/// <param name="IsRequired">True if a request without it is refused.</param>
/// <param name="IsKey">True if it is a key of the connection's identifier.</param>
/// <param name="UnlessService">True if a service of that type takes its place.</param>
/// <param name="Default">The value that replaces a missing one; null for none.</param>
/// <param name="Description">Its description for users of the API; null for none.</param>
internal sealed record StreamParameter(
    ParameterSource? Source,
    string Name,
    Type Type,
    bool IsRequired,
    bool IsKey,
    bool UnlessService,
    object? Default = null,
    string? Description = null);
