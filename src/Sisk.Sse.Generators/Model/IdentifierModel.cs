using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>The identifier of a push stream's connections.</summary>
/// <param name="Segments">Its parts, in order.</param>
/// <param name="IsUnique">True if the runtime adds a unique segment, because the stream is not exclusive.</param>
/// <param name="KeysArePublic">True if other assemblies can use the types of all keys.</param>
internal sealed record IdentifierModel(EquatableArray<SegmentModel> Segments, bool IsUnique, bool KeysArePublic)
{
    /// <summary>Gets the parameters that select connections, in the order of the identifier.</summary>
    public EquatableArray<KeyModel> Keys { get; } = Segments.Where(s => s.Key is not null).Select(s => s.Key!).ToEquatableArray();

    /// <summary>Returns the segments before the first parameter that is not among the leading <paramref name="keyCount"/>.</summary>
    public IEnumerable<SegmentModel> Prefix(int keyCount)
    {
        var keys = 0;
        return Segments.TakeWhile(s => s.Key is null || keys++ < keyCount);
    }
}

/// <summary>A segment of an identifier: literal text, or the value of a parameter.</summary>
internal sealed record SegmentModel(string Text, KeyModel? Key = null);

/// <summary>A parameter that is part of the identifier.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Type">The name of its type in generated code.</param>
/// <param name="SignatureType">The name by which overloads are distinguished.</param>
/// <param name="IsReferenceType">True if the type is a reference type.</param>
/// <param name="MayBeNull">True if the type is nullable, or a reference type in code without nullable annotations.</param>
/// <param name="Parser">The parser that reads the value from text.</param>
internal sealed record KeyModel(
    string Name, string Type, string SignatureType, bool IsReferenceType, bool MayBeNull, ValueParserModel Parser)
{
    /// <summary>Gets the type of the variable that a value is parsed into. A reference is null if parsing fails.</summary>
    public string OutputType => IsReferenceType && !Type.EndsWith("?", StringComparison.Ordinal) ? Type + "?" : Type;
}
