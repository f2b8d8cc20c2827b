namespace Sisk.Sse.Generators.Emitting;

/// <summary>The parts of documentation comments.</summary>
internal static class Documentation
{
    public static void Summary(this CodeWriter writer, string text) => writer.Line($"/// <summary>{text}</summary>");

    public static void Parameter(this CodeWriter writer, string name, string text) =>
        writer.Line($"/// <param name=\"{name.TrimStart('@')}\">{text}</param>");

    public static void Returns(this CodeWriter writer, string text) => writer.Line($"/// <returns>{text}</returns>");

    /// <summary>A reference to a type or member.</summary>
    public static string See(string reference) => "<see cref=\"" + reference + "\"/>";

    public static string SeeParameter(string name) => "<paramref name=\"" + name.TrimStart('@') + "\"/>";

    public static string Code(string text) => "<c>" + Escape(text) + "</c>";

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\n", " ");

    /// <summary>"a, b and c".</summary>
    public static string Enumerate(string[] items) => items.Length < 2
        ? string.Concat(items)
        : string.Join(", ", items, 0, items.Length - 1) + " and " + items[items.Length - 1];
}
