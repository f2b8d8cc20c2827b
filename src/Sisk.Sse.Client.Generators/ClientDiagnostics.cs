using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Client.Generators;

/// <summary>The problems that a client can have.</summary>
internal static class ClientDiagnostics
{
    private const string Category = "Sisk.Sse.Client";
    private const string HelpLink = "https://github.com/sisk-http/sisk-sse/blob/main/docs/guides/clients-dotnet.md#messages";

    public static readonly DiagnosticDescriptor Missing = Create(
        "SSE080", "The contract of a client is missing",
        "No stream contract '{0}' was found. {1}");

    public static readonly DiagnosticDescriptor Invalid = Create(
        "SSE081", "The contract of a client cannot be read", "The stream contract '{0}' cannot be read: {1}");

    public static readonly DiagnosticDescriptor NotPartial = Create(
        "SSE082", "A client is not a partial class of its own",
        "The class '{0}' cannot be a client of event streams. "
        + "Make it a partial class without a parameter list that is not a record, generic, static, nested or local to a file.");

    public static readonly DiagnosticDescriptor NoJson = Create(
        "SSE083", "A client needs System.Text.Json",
        "The client '{0}' reads JSON. Reference the package System.Text.Json, version 8 or later.");

    public static readonly DiagnosticDescriptor Clash = Create(
        "SSE084", "Two clients generate the same type",
        "The clients '{0}' and '{1}' both generate the type '{2}'. Move one of them to another namespace.");

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink);
}
