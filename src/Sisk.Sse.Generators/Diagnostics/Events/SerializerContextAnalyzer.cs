using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Diagnostics.Sources;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>
/// SSE017: the type of an event or of a body that no <c>JsonSerializerContext</c> includes, in a project without reflection.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SerializerContextAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.SerializerContext];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (FindReason(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions) is { } reason)
            {
                Start(start, reason);
            }
        });
    }

    private static string? FindReason(AnalyzerConfigOptions options) =>
        IsTrue(options, "PublishAot") ? "ahead of time" : IsTrue(options, "PublishTrimmed") ? "trimmed" : null;

    private static bool IsTrue(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue("build_property." + property, out var value) && value.Equals("true", System.StringComparison.OrdinalIgnoreCase);

    private static void Start(CompilationStartAnalysisContext context, string reason)
    {
        var methods = ProjectMethods.Gather(context);
        var sent = SentTypes.Gather(context);
        var registered = new ConcurrentBag<ITypeSymbol>();
        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (var type in SerializerContexts.Registered((INamedTypeSymbol)symbol.Symbol))
                {
                    registered.Add(type);
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            var known = SerializerContexts.Reach(registered);
            known.UnionWith(SerializerContexts.Referenced(end.Compilation));
            Analyze(methods, known, reason, end);
            Analyze(sent, known, reason, end);
        });
    }

    private static void Analyze(ProjectMethods methods, HashSet<ITypeSymbol> known, string reason, CompilationAnalysisContext context)
    {
        foreach (var method in methods.InOrder())
        {
            // A string is sent as it is.
            foreach (var type in method.Events.Where(type => type.SpecialType != SpecialType.System_String && known.Add(type)))
            {
                Report(type, "sending", EventTypeAnalyzer.Locate(type, method, context.CancellationToken), reason, context);
            }

            if (FindJsonBody(method) is { } body && known.Add(body.Type))
            {
                Report(body.Type, "reading", Locate(body), reason, context);
            }
        }
    }

    private static void Analyze(SentTypes sent, HashSet<ITypeSymbol> known, string reason, CompilationAnalysisContext context)
    {
        foreach (var (type, location) in sent.InOrder().Where(payload => known.Add(payload.Type)))
        {
            if (SentTypes.IsAnonymous(type))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.SerializerContext,
                    location,
                    "An anonymous type",
                    "sending",
                    reason,
                    "Send a record, and add [JsonSerializable] for it to a context"));
            }
            else
            {
                Report(type, "sending", location, reason, context);
            }
        }
    }

    private static BoundParameter? FindJsonBody(AnnotatedMethod method) =>
        BodyChoice.Find(method.Parameters.SelectMany(parameter => parameter.Values)) is [var body, ..]
        && body.Binding.Source is BindingSource.Body or BindingSource.ServiceOrBody
            ? body
            : null;

    /// <summary>Returns the declaration of the type, or of the parameter.</summary>
    private static Location Locate(BoundParameter body) =>
        body.Type.Locations.FirstOrDefault(location => location.IsInSource) ?? body.Target.Symbol.Locations.First();

    private static void Report(ITypeSymbol type, string use, Location location, string reason, CompilationAnalysisContext context)
    {
        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SerializerContext,
            location,
            ImmutableDictionary<string, string?>.Empty.Add(
                DiagnosticProperties.Type, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
            $"'{name}'",
            use,
            reason,
            $"Add [JsonSerializable(typeof({name}))] to a context"));
    }
}
