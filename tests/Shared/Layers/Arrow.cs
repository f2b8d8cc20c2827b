namespace Sisk.Sse.Tests.Layers;

/// <summary>A use of a type of one folder in a file of another.</summary>
/// <param name="From">The folder of the file.</param>
/// <param name="To">The folder of the type.</param>
/// <param name="Place">The file and line of the use.</param>
/// <param name="Type">The type.</param>
public sealed record Arrow(string From, string To, string Place, string Type)
{
    public override string ToString() => $"{Place}: '{From}' uses '{To}' ({Type})";
}
