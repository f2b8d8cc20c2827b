using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Emitting;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Emits the file of the stream contract, which has the attribute that holds it.</summary>
internal static class ContractEmitter
{
    /// <summary>Emits the file.</summary>
    /// <param name="contract">The JSON document.</param>
    public static SourceText Emit(string contract)
    {
        using var writer = GeneratedFile.Begin();
        writer.Line($"[assembly: global::Sisk.Sse.EventStreamContract({Literals.LongText(contract)})]");
        return writer.ToSourceText();
    }
}
