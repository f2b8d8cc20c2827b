using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE043: a setting of a route that has no effect. <c>Exclusive</c> has its own diagnostic.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredSettingAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.IgnoredSetting)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (method.Shape is not { Form: var form })
        {
            return;
        }

        foreach (var setting in method.Attribute.NamedArguments)
        {
            if (Problem(form, setting.Key, setting.Value, method.IsResumable) is var (reason, advice))
            {
                var length = (setting.Value.Value as string)?.Length ?? 0;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.IgnoredSetting,
                    AnnotatedSyntax.Property(method, setting.Key, 0, length, context.CancellationToken),
                    setting.Key,
                    method.Symbol.Name,
                    reason,
                    advice));
            }
        }
    }

    private static (string Reason, string Advice)? Problem(ReturnForm form, string setting, TypedConstant value, bool isResumable) =>
        (setting, form, value.Value) switch
        {
            (_, _, null) => null,
            ("Name", ReturnForm.Push, string name) => name.Length == 0 || SyntaxFacts.IsValidIdentifier("_" + name)
                ? null
                : ($"'{name}' cannot be part of a method's name", "Use letters and digits"),
            ("Name", _, _) => ("only push streams have broadcasts", "Remove it"),
            ("Identifier", not ReturnForm.Push, _) => ("only push streams have an identifier", "Remove it"),
            ("End", not (ReturnForm.Pull or ReturnForm.PullItems), _) => ("only pull streams end with a sequence", "Remove it"),
            ("Resumable", not (ReturnForm.Pull or ReturnForm.PullItems), true) =>
                ("only pull streams are resumable; push streams resume anyway", "Remove it"),
            ("ResumeWindowSeconds", _, _) when !isResumable => ("the stream is not resumable", "Set Resumable, or remove it"),
            ("Overflow", ReturnForm.Pull, _) => ("a pull stream waits for its client instead of dropping events", "Remove it"),
            ("Overflow" or "PingIntervalSeconds" or "MaxQueuedEvents" or "MaxQueuedBytes", ReturnForm.Imperative, _) =>
                ("imperative streams use the application's options", "Remove it"),
            _ => null,
        };
}
