namespace Sisk.Sse.Generators.Model;

/// <summary>Ids of warnings that generated code suppresses.</summary>
internal static class WarningIds
{
    /// <summary>
    /// Stands for an id that a <c>#pragma</c> cannot contain, such as one with a slash. All warnings are suppressed instead.
    /// </summary>
    public const string All = "";
}
