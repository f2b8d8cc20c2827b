using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Clients;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Publishing;

/// <summary>The push streams of an application, by their names in the stream contract.</summary>
internal sealed class PublishedStreams
{
    private readonly Dictionary<string, PublishedStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Finds the streams.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <exception cref="InvalidOperationException">
    /// The application has not added its streams, or two of them have the same name.
    /// </exception>
    internal PublishedStreams(IServiceProvider services, Assembly assembly)
    {
        var registry = services.GetService<StreamRegistry>() ?? throw new InvalidOperationException(
            "MapEventStreamPublisher needs the streams of the application. "
            + "Call builder.Services.AddEventStreams() or AddEventStreamPublishing().");
        Contract = ClientEndpoints.Read(assembly);

        // An application that adds its streams twice has each of them twice.
        foreach (var description in services.GetServices<StreamDescription>().Distinct())
        {
            var stream = new PublishedStream(
                description, registry.GetPublisher(description), ContractStreams.FindPush(Contract, description));
            if (!_streams.TryAdd(stream.Name, stream))
            {
                throw new InvalidOperationException(
                    $"Two assemblies have a stream '{stream.Name}', so a publisher cannot tell them apart. "
                    + "Rename a class or a namespace.");
            }
        }
    }

    internal StreamContract Contract { get; }

    /// <summary>Gets a stream by its name in the contract.</summary>
    /// <exception cref="PublishProblem">There is no such stream.</exception>
    internal PublishedStream Get(string? name) => name is not null && _streams.TryGetValue(name, out var stream)
        ? stream
        : throw new PublishProblem(
            StatusCodes.Status404NotFound,
            $"There is no push stream '{name}'.",
            "Use one of the names in 'streams': the class with its namespace, and the method.")
        {
            Streams = [.. _streams.Keys.Order(StringComparer.Ordinal)],
        };
}
