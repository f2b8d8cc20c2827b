namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>The names of properties that a diagnostic passes to its fix.</summary>
internal static class DiagnosticProperties
{
    /// <summary>The name of the parameter to add.</summary>
    public const string Parameter = nameof(Parameter);

    /// <summary>The type of that parameter, derived from its constraint.</summary>
    public const string ParameterType = nameof(ParameterType);

    /// <summary>The text to use for a name.</summary>
    public const string Name = nameof(Name);

    /// <summary>The documentation id of a type.</summary>
    public const string Type = nameof(Type);
}
