namespace Sisk.Sse.Generators.Model;

/// <summary>Ids of warnings that generated code suppresses.</summary>
internal static class WarningIds
{
    /// <summary>
    /// Stands for a warning whose id no <c>#pragma</c> can name, such as one with a slash: all warnings are suppressed instead.
    /// </summary>
    public const string All = "";
}
