using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>How generated code names the runtime's types and its own variables.</summary>
internal static class Names
{
    public const string Infrastructure = "global::Sisk.Sse.Infrastructure.";
    public const string HelperNamespace = "Sisk.Sse.Generated";
    public const string HttpContext = "global::Microsoft.AspNetCore.Http.HttpContext";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    public const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";
    public const string ServiceCollection = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";

    /// <summary>A variable of ours beside the user's, who named theirs first.</summary>
    public static string Fresh(string wanted, IEnumerable<string> taken) =>
        taken.Contains(wanted) ? Fresh(wanted + "Value", taken) : wanted;

    /// <summary>A type as generated code outside of it refers to it.</summary>
    public static string Qualify(string containingNamespace, string name) =>
        "global::" + (containingNamespace.Length == 0 ? "" : TypeNames.EscapeParts(containingNamespace) + ".") + TypeNames.Escape(name);

    public static string Helper(string helperName) => Qualify(HelperNamespace, helperName);

    /// <summary><c>Watch</c> gives <c>_watch</c>.</summary>
    public static string Field(string memberName) => "_" + char.ToLowerInvariant(memberName[0]) + memberName.Substring(1);

    public static string Definition(string memberName) => memberName + "Definition";

    public static string Handler(string memberName) => "Handle" + memberName + "Async";

    public static string Call(string memberName) => "Call" + memberName + "Async";

    public static string Describe(string memberName) => "Describe" + memberName;

    public static string Writer(string memberName) => "Write" + memberName;

    public static string Identifier(string memberName) => memberName + "Identifier";
}
