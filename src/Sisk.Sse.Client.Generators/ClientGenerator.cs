using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Client.Generators.Emitting;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Client.Generators.Parsing;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators;

/// <summary>Generates clients of event streams from stream contracts.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClientGenerator : IIncrementalGenerator
{
    private const string Attribute = "Sisk.Sse.Client.EventStreamClientAttribute";
    private const string Serializable = "System.Text.Json.Serialization.JsonSerializableAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var targets = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute,
            static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
            static (found, _) => TargetParser.Parse(found));
        var contexts = context.SyntaxProvider.ForAttributeWithMetadataName(
                Serializable,
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, _) => ContextNames.Find((INamedTypeSymbol)found.TargetSymbol))
            .Collect()
            .Select(static (names, _) => names.Where(name => name.Length > 0).Distinct().OrderBy(name => name, StringComparer.Ordinal)
                .ToEquatableArray());
        var files = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancellationToken) => (file.Path, Text: file.GetText(cancellationToken)?.ToString() ?? ""))
            .Collect();
        var results = targets.Combine(files).Combine(contexts).Combine(context.CompilationProvider)
            .Select(static (all, cancellationToken) => ClientParser.Parse(
                all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right, cancellationToken))
            .WithTrackingName("Clients");
        var clashes = results.Collect()
            .Select(static (all, _) => NameClashes.Find(all.Where(result => result.Model is not null).Select(result => result.Model!)))
            .WithTrackingName("Clashes");
        context.RegisterSourceOutput(results.Combine(clashes), static (output, pair) => Write(output, pair.Left, pair.Right));
        var hasFactory = context.CompilationProvider.Select(static (compilation, _) =>
            compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.HttpClientBuilderExtensions") is not null);
        context.RegisterSourceOutput(results.Collect().Combine(clashes).Combine(hasFactory), WriteFactory);
    }

    private static void Write(SourceProductionContext output, ClientResult result, EquatableArray<NameClash> clashes)
    {
        var target = result.Target;
        if (result.Model is { } model)
        {
            if (clashes.FirstOrDefault(clash => clash.Client == model.FullName) is { } clash)
            {
                output.ReportDiagnostic(Diagnostic.Create(
                    ClientDiagnostics.Clash, target.Place.ToLocation(), Plain(clash.Other), Plain(clash.Client), Plain(clash.Type)));
                return;
            }

            output.AddSource(Hint(model) + ".g.cs", ClientEmitter.Emit(model));
            return;
        }

        output.ReportDiagnostic(Diagnostic.Create(
            result.Problem switch
            {
                "SSE081" => ClientDiagnostics.Invalid,
                "SSE082" => ClientDiagnostics.NotPartial,
                "SSE083" => ClientDiagnostics.NoJson,
                _ => ClientDiagnostics.Missing,
            },
            target.Place.ToLocation(),
            result.Problem is "SSE082" or "SSE083" ? target.Name : target.ContractName,
            result.Detail));
    }

    private static void WriteFactory(
        SourceProductionContext output,
        ((ImmutableArray<ClientResult> Results, EquatableArray<NameClash> Clashes) Found, bool HasFactory) all)
    {
        var clients = all.Found.Results.Where(r => r.Model is not null).Select(r => r.Model!)
            .Where(m => !all.Found.Clashes.Any(clash => clash.Client == m.FullName))
            .OrderBy(m => m.FullName, StringComparer.Ordinal)
            .ToArray();
        if (all.HasFactory && clients.Length > 0)
        {
            output.AddSource("Microsoft.CodeAnalysis.EmbeddedAttribute.cs", FactoryEmitter.EmbeddedAttribute());
            output.AddSource("EventStreamClients.g.cs", FactoryEmitter.Emit(clients));
        }
    }

    /// <summary>Returns the name of the file, which cannot contain an @.</summary>
    private static string Hint(ClientModel model) => Plain(model.FullName).Replace("@", "");

    private static string Plain(string name) => name.Substring("global::".Length);
}
