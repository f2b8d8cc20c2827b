using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// The file of a controller, which is emitted on another thread before the driver requests it. The driver requests files one by one, so
/// that an edit emits only one.
/// </summary>
internal sealed class PrintedFile
{
    private readonly Lazy<SourceText> _text;

    private PrintedFile(ControllerFileModel file) =>
        (HintName, _text) = (file.HintName + ".g.cs", new(() => ControllerFileEmitter.Emit(file)));

    public string HintName { get; }

    /// <summary>Gets the text. It is emitted on this thread unless another one has begun.</summary>
    public SourceText Text => _text.Value;

    /// <summary>Begins to emit a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isConcurrent">False to emit it on demand.</param>
    public static PrintedFile Begin(ControllerFileModel file, bool isConcurrent)
    {
        var printed = new PrintedFile(file);
        if (isConcurrent)
        {
            // An exception is thrown again when the text is requested.
            _ = Task.Run(() => printed._text.Value);
        }

        return printed;
    }
}
