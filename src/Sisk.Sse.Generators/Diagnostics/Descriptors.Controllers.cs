using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics;

/// <content>Diagnostics of mistakes with classes with event streams.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Controller = new(
        DiagnosticIds.Controller,
        "A route cannot create the class",
        "The event streams of '{0}' have no routes: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.Controller + ".md");

    public static readonly DiagnosticDescriptor BroadcastSignature = new(
        DiagnosticIds.BroadcastSignature,
        "Two streams have the same broadcast method",
        "'{0}' has the same broadcast method '{1}' as '{2}'. Give one of them a Name or an event type of its own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BroadcastSignature + ".md");

    public static readonly DiagnosticDescriptor BroadcasterName = new(
        DiagnosticIds.BroadcasterName,
        "The broadcaster's name is taken",
        "The broadcaster of '{0}' cannot be called '{1}', because that name is taken. Rename one of them.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.BroadcasterName + ".md");

    public static readonly DiagnosticDescriptor ControllerConstructor = new(
        DiagnosticIds.ControllerConstructor,
        "Dependency injection cannot create the class",
        "{0}, so every request to its event streams fails. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + DiagnosticIds.ControllerConstructor + ".md");
}
