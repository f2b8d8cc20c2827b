namespace Sisk.Sse.Client.Generators.Model;

/// <summary>A type that two clients of a namespace would generate.</summary>
/// <param name="Client">The full name of the client that is left out because of it.</param>
/// <param name="Other">The full name of the client that has the type.</param>
/// <param name="Type">The name of the type.</param>
internal sealed record NameClash(string Client, string Other, string Type);
