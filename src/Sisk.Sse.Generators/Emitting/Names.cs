using System;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The names of the runtime's types in generated code, and of its own variables.</summary>
internal static class Names
{
    public const string CompilerServices = "__Sse::";

    public const string EventSubscription = "global::Sisk.Sse.EventSubscription";
    public const string PresenceChange = "global::Sisk.Sse.PresenceChange";
    public const string HelperNamespace = "Sisk.Sse.Generated";
    public const string Task = "__Tasks::Task";
    public const string ValueTask = "__Tasks::ValueTask";
    public const string CancellationToken = "__Threading::CancellationToken";
    public const string Services = "__Services::ServiceProviderServiceExtensions";
    public const string KeyedServices = "__Services::ServiceProviderKeyedServiceExtensions";
    public const string ServiceCollection = "__Services::IServiceCollection";
    public const string EditorBrowsableNever = "[__Editor::EditorBrowsable(__Editor::EditorBrowsableState.Never)]";
    public const string MaybeNull = "[__CodeAnalysis::MaybeNullWhen(false)]";

    /// <summary>
    /// The aliases of the namespaces that are used most. Only an alias can precede <c>::</c>, so no type or namespace of the user can hide
    /// it. Identifiers with two consecutive underscores are reserved for generated code.
    /// </summary>
    public static readonly string[] Aliases =
    [
        "__CodeAnalysis = global::System.Diagnostics.CodeAnalysis",
        "__Editor = global::System.ComponentModel",
        "__Services = global::Microsoft.Extensions.DependencyInjection",
        "__Sse = global::Sisk.Sse.CompilerServices",
        "__Tasks = global::System.Threading.Tasks",
        "__Threading = global::System.Threading",
    ];

    /// <summary>Returns a name for a variable that differs from those of the user.</summary>
    public static string Fresh(string wanted, string[] taken) =>
        Array.IndexOf(taken, wanted) >= 0 ? Fresh(wanted + "Value", taken) : wanted;

    /// <summary>Returns the member for a source. <c>ToString</c> would use reflection.</summary>
    public static string Source(BindingSource source) => source switch
    {
        BindingSource.Route => CompilerServices + "ParameterSource.Route",
        BindingSource.Query => CompilerServices + "ParameterSource.Query",
        BindingSource.RouteOrQuery => CompilerServices + "ParameterSource.RouteOrQuery",
        BindingSource.Header => CompilerServices + "ParameterSource.Header",
        BindingSource.Claim => CompilerServices + "ParameterSource.Claim",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "No text is read from there."),
    };

    /// <summary>Returns the qualified name of a type.</summary>
    public static string Qualify(string containingNamespace, string name) =>
        "global::" + (containingNamespace.Length == 0 ? "" : Keywords.EscapeParts(containingNamespace) + ".") + Keywords.Escape(name);

    public static string Helper(string helperName) => Qualify(HelperNamespace, helperName);
}
