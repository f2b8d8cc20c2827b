using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Rules;

/// <summary>A return type that is an event stream.</summary>
/// <param name="Form">The form.</param>
/// <param name="IsAwaited">True if the type is a task.</param>
/// <param name="Payload">The <c>T</c> of the stream; null for the imperative form.</param>
internal sealed record ReturnShape(ReturnForm Form, bool IsAwaited, ITypeSymbol? Payload);
