using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Emitting;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Output;

/// <summary>The file that was generated for a controller, found in the finished project.</summary>
internal sealed class GeneratedCode
{
    private readonly SourceText _text;
    private HashSet<string>? _lines;

    private GeneratedCode(SourceText text) => _text = text;

    /// <summary>Returns the file; null if there is none.</summary>
    public static GeneratedCode? Find(ControllerFileModel file, Compilation compilation, CancellationToken cancellationToken)
    {
        var name = file.Endpoints.Count > 0
            ? Names.HelperNamespace + "." + file.HelperName
            : (file.Controller.Namespace.Length == 0 ? "" : file.Controller.Namespace + ".") + file.BroadcasterName;
        return compilation.Assembly.GetTypeByMetadataName(name)?.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
            ? new GeneratedCode(declaration.SyntaxTree.GetText(cancellationToken))
            : null;
    }

    /// <summary>Determines whether it equals the code that would be generated now.</summary>
    public bool IsUpToDate(ControllerFileModel file) => _text.ContentEquals(ControllerFileEmitter.Emit(file));

    /// <summary>Determines whether it has all lines of a method.</summary>
    public bool Holds(ControllerFileModel file, AnnotatedMethod method)
    {
        _lines ??= [.. Lines(_text)];
        var verb = method.HasBody ? "POST" : "GET";
        var endpoint = file.Endpoints.Where(
            e => e.Endpoint.Method.Name == method.Symbol.Name && e.Endpoint.Verb == verb && e.Endpoint.Pattern == method.Pattern);
        return Lines(ControllerFileEmitter.Emit(file with { Endpoints = endpoint.ToEquatableArray() })).All(_lines.Contains);
    }

    private static IEnumerable<string> Lines(SourceText text) => text.Lines.Select(line => line.ToString().Trim());
}
