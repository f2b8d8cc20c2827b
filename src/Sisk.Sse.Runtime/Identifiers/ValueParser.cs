using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse.CompilerServices;

/// <summary>Reads a value from the text of a request or an identifier. For generated code.</summary>
/// <returns>True if the text is such a value.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool ValueParser<T>(string text, [MaybeNullWhen(false)] out T value);
