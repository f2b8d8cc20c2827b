using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// The file of a controller, which is printed on another thread until the driver asks for it. The driver asks file by file, and so that an
/// edit prints one.
/// </summary>
internal sealed class PrintedFile
{
    private readonly Lazy<SourceText> _text;

    private PrintedFile(ControllerFileModel file) =>
        (HintName, _text) = (file.HintName + ".g.cs", new(() => ControllerFileEmitter.Emit(file)));

    public string HintName { get; }

    /// <summary>Gets the text. It is printed here if no other thread has begun with it.</summary>
    public SourceText Text => _text.Value;

    /// <param name="file">The file.</param>
    /// <param name="isConcurrent">False to print it when it is asked for.</param>
    public static PrintedFile Begin(ControllerFileModel file, bool isConcurrent)
    {
        var printed = new PrintedFile(file);
        if (isConcurrent)
        {
            // An exception is thrown again where the text is asked for.
            _ = Task.Run(() => printed._text.Value);
        }

        return printed;
    }
}
