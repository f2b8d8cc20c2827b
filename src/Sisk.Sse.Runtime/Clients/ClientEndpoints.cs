using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sisk.Sse.Contracts;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Clients;

/// <summary>Serves the JavaScript client of an application's streams.</summary>
internal static class ClientEndpoints
{
    private const string Extension = ".js";

    /// <summary>Maps the module and its TypeScript declarations.</summary>
    /// <param name="endpoints">The builder that the routes are added to.</param>
    /// <param name="pattern">The address of the module.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <exception cref="ArgumentException">The pattern does not end in ".js", or has parameters.</exception>
    internal static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, Assembly assembly)
    {
        if (!pattern.EndsWith(Extension, StringComparison.Ordinal) || pattern.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"'{pattern}' is not the address of a JavaScript module. "
                + $"Use a path without parameters that ends in '{Extension}', such as '/streams.js'.",
                nameof(pattern));
        }

        var path = "/" + pattern.TrimStart('/');
        var ping = endpoints.ServiceProvider.GetRequiredService<IOptions<EventStreamOptions>>().Value.PingInterval;
        var milliseconds = PingIntervalHeader.ToMilliseconds(ping);
        var contract = new Lazy<StreamContract>(() => Read(assembly));
        var module = new ClientModule(
            "text/javascript; charset=utf-8", () => TypeScriptModule.EmitJavaScript(contract.Value, path, milliseconds));
        var declarations = new ClientModule(
            "application/typescript; charset=utf-8", () => TypeScriptModule.EmitDeclarations(contract.Value));
        return new BothEndpoints(
            endpoints.MapMethods(path, ["GET", "HEAD"], module.ServeAsync),
            endpoints.MapMethods(path[..^Extension.Length] + ".d.ts", ["GET", "HEAD"], declarations.ServeAsync));
    }

    /// <summary>Finds the document of an assembly's contract; null if it has none.</summary>
    internal static string? FindDocument(Assembly assembly) => assembly.GetCustomAttribute<EventStreamContractAttribute>()?.Json;

    /// <summary>Reads the contract of an assembly. It has no streams if the assembly has none.</summary>
    internal static StreamContract Read(Assembly assembly) =>
        FindDocument(assembly) is { } document
            ? ContractReader.Read(document)
            : new StreamContract(assembly.GetName().Name ?? "", default, default(EquatableArray<ContractType>));

    private sealed class BothEndpoints(IEndpointConventionBuilder first, IEndpointConventionBuilder second) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            first.Add(convention);
            second.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            first.Finally(finallyConvention);
            second.Finally(finallyConvention);
        }
    }
}
