namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>
/// All diagnostics. An error means that nothing can be generated, a warning that the code compiles and fails at run time. The other parts
/// have a group of diagnostics each, that of the folder with their analyzers.
/// </summary>
internal static partial class Descriptors
{
    private const string Category = "Sisk.Sse";
    private const string HelpLink = "https://github.com/sisk-http/sisk-sse/blob/main/docs/diagnostics/";
}
