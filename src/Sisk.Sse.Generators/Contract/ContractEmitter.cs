using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Emitting;

namespace Sisk.Sse.Generators.Contract;

/// <summary>The file of the stream contract: the attribute that holds it.</summary>
internal static class ContractEmitter
{
    /// <param name="contract">The JSON document.</param>
    public static SourceText Emit(string contract)
    {
        using var writer = GeneratedFile.Begin();
        writer.Line($"[assembly: global::Sisk.Sse.EventStreamContract({Literals.LongText(contract)})]");
        return writer.ToSourceText();
    }
}
