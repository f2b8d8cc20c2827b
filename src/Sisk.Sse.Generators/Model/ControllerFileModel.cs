using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>One generated file: a controller with all its endpoints, and the names chosen for what is generated.</summary>
/// <param name="Controller">The class.</param>
/// <param name="HintName">The file's name, without extension; no two files share one, whatever the case.</param>
/// <param name="BroadcasterName">The class that sends to its push streams.</param>
/// <param name="HelperName">The class that maps its endpoints.</param>
/// <param name="HasBroadcaster">
/// True if it has push streams, or methods with mistakes. The application names the broadcaster in declarations, and a type that is missing
/// there keeps the compiler from reporting the mistakes.
/// </param>
/// <param name="Endpoints">Its methods, in an order that does not depend on files; without those of which nothing can be generated.</param>
internal sealed record ControllerFileModel(
    ControllerModel Controller,
    string HintName,
    string BroadcasterName,
    string HelperName,
    bool HasBroadcaster,
    EquatableArray<NamedEndpointModel> Endpoints)
{
    /// <summary>
    /// Gets the ids of what the compiler says about the mere use of the symbols that the file names, in order, each once.
    /// </summary>
    public IEnumerable<string> Warnings =>
        Endpoints.SelectMany(e => e.Endpoint.Warnings).Distinct().OrderBy(id => id, StringComparer.Ordinal);
}
