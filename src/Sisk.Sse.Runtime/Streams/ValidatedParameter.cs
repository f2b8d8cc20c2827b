// The framework still calls this part of Microsoft.Extensions.Validation experimental. It is what minimal APIs are validated with.
#pragma warning disable ASP0029

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Validation;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Streams;

/// <summary>A value of a stream's method, with the data annotations that the generator has read.</summary>
/// <param name="source">The part of the request that the value is from; null for the body, and for a type that binds itself.</param>
/// <param name="type">The type of the value.</param>
/// <param name="name">The name in the answer to a request that breaks a rule; empty for a value that is assembled from others.</param>
/// <param name="displayName">The name in the words of a rule.</param>
/// <param name="annotated">The type, of the value or of its items, whose members have rules; null if none has.</param>
/// <param name="rules">The rules of the value itself.</param>
internal sealed class ValidatedParameter(
    ParameterSource? source, Type type, string name, string displayName, Type? annotated, ValidationAttribute[] rules)
    : ValidatableParameterInfo(type, name, displayName)
{
    internal ParameterSource? Source { get; } = source;

    internal string WireName { get; } = name;

    internal string InWords { get; } = displayName;

    /// <summary>Gets the type whose members have rules, which a resolver of the application has to know.</summary>
    internal Type? Annotated { get; } = annotated;

    /// <summary>Gets a value indicating whether it is assembled from other values, which have rules of their own.</summary>
    internal bool IsAssembled => WireName.Length == 0;

    /// <summary>Gets the number of values with rules, just before this one, that it is assembled from.</summary>
    internal int Members { get; init; }

    /// <summary>Gets the rules of the value itself.</summary>
    internal IReadOnlyList<ValidationAttribute> Rules => rules;

    protected override ValidationAttribute[] GetValidationAttributes() => rules;
}
