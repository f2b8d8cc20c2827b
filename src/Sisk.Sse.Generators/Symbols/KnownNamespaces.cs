namespace Sisk.Sse.Generators.Symbols;

/// <summary>The namespaces of types that the rules know.</summary>
internal static class KnownNamespaces
{
    public const string Sse = "Sisk.Sse";
    public const string Tasks = "System.Threading.Tasks";
    public const string Http = "Microsoft.AspNetCore.Http";
    public const string Mvc = "Microsoft.AspNetCore.Mvc";
    public const string DependencyInjection = "Microsoft.Extensions.DependencyInjection";
}
