using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE057: route text that has a meaning in other frameworks, but is matched literally here.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralRouteTextAnalyzer() : RouteTextAnalyzer(Descriptors.LiteralRouteText)
{
    private static readonly Regex _token = new(@"\[(controller|action|area)\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex _colon = new(@"^:[A-Za-z_]\w*$", RegexOptions.CultureInvariant);

    private protected override void Analyze(
        RouteText route, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var text in route.Template.Segments.SelectMany(s => s).Where(p => !p.IsParameter).Select(p => p.Text))
        {
            if (text.IndexOf('\\') >= 0)
            {
                report(Diagnostic.Create(
                    Descriptors.LiteralRouteText,
                    route.Locate("\\"),
                    route.Replace(text, text.Replace('\\', '/')),
                    "\\",
                    "Separate segments with '/'"));
            }
            else if (_token.Match(text) is { Success: true, Value: var token })
            {
                report(Diagnostic.Create(Descriptors.LiteralRouteText, route.Locate(token), token, "Write the name out"));
            }
            else if (_colon.IsMatch(text))
            {
                var parameter = "{" + text.Substring(1) + "}";
                report(Diagnostic.Create(
                    Descriptors.LiteralRouteText,
                    route.Locate(text),
                    route.Replace(text, parameter),
                    text,
                    $"Write a parameter as '{parameter}'"));
            }
            else if (text == "*")
            {
                report(Diagnostic.Create(
                    Descriptors.LiteralRouteText, route.Locate(text), text, "Match the rest of a path with '{*rest}'"));
            }
        }
    }
}
