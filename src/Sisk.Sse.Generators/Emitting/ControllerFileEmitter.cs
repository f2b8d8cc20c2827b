using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the file of a controller: its broadcaster, if it has one, and its endpoints.</summary>
internal static class ControllerFileEmitter
{
    public static SourceText Emit(ControllerFileModel file)
    {
        using var writer = GeneratedFile.Begin([.. file.Warnings]);
        if (file.HasBroadcaster)
        {
            EmitBroadcaster(writer, file);
            writer.Line();
        }

        if (file.Endpoints.Count > 0)
        {
            using (writer.Block("namespace " + Names.HelperNamespace))
            {
                HelperEmitter.Emit(writer, file);
            }
        }

        return writer.ToSourceText();
    }

    private static void EmitBroadcaster(CodeWriter writer, ControllerFileModel file)
    {
        if (file.Controller.Namespace.Length == 0)
        {
            BroadcasterEmitter.Emit(writer, file);
            return;
        }

        using (writer.Block("namespace " + Keywords.EscapeParts(file.Controller.Namespace)))
        {
            BroadcasterEmitter.Emit(writer, file);
        }
    }
}
