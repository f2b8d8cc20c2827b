using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sisk.Sse.Clients;
using Sisk.Sse.Contracts;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.CompilerServices;

/// <summary>Serves the JavaScript client of an application's streams. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ClientEndpoints
{
    private const string Extension = ".js";

    /// <summary>Maps the module and its TypeScript declarations.</summary>
    /// <param name="endpoints">Where the routes are added.</param>
    /// <param name="pattern">The address of the module.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <exception cref="ArgumentException">The pattern does not end in ".js", or has parameters.</exception>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(assembly);
        if (!pattern.EndsWith(Extension, StringComparison.Ordinal) || pattern.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"'{pattern}' is not the address of a JavaScript module. Use a path without parameters that ends in '{Extension}', such as '/streams.js'.",
                nameof(pattern));
        }

        var path = "/" + pattern.TrimStart('/');
        var ping = endpoints.ServiceProvider.GetRequiredService<IOptions<EventStreamOptions>>().Value.PingInterval;
        var milliseconds = ping == Timeout.InfiniteTimeSpan ? 0 : (long)ping.TotalMilliseconds;
        var contract = new Lazy<StreamContract>(() => Read(assembly));
        var module = new ClientModule("text/javascript; charset=utf-8", () => TypeScriptModule.EmitJavaScript(contract.Value, path, milliseconds));
        var declarations = new ClientModule("application/typescript; charset=utf-8", () => TypeScriptModule.EmitDeclarations(contract.Value));
        return new BothEndpoints(
            endpoints.MapMethods(path, ["GET"], module.ServeAsync),
            endpoints.MapMethods(path[..^Extension.Length] + ".d.ts", ["GET"], declarations.ServeAsync));
    }

    private static StreamContract Read(Assembly assembly) =>
        assembly.GetCustomAttribute<EventStreamContractAttribute>() is { } attribute
            ? ContractReader.Read(attribute.Json)
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
