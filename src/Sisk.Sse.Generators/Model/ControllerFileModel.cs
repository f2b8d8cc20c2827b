using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>One generated file: a controller with its endpoints, and the names of the generated types.</summary>
/// <param name="Controller">The class.</param>
/// <param name="HintName">The file's name without its extension. Names are unique even if case is ignored.</param>
/// <param name="BroadcasterName">The name of the class that broadcasts to its push streams.</param>
/// <param name="HelperName">The name of the class that maps its endpoints.</param>
/// <param name="HasBroadcaster">
/// True if it has push streams, or methods with errors. The application's code refers to the broadcaster. If it were missing, the compiler
/// would report that instead of the errors.
/// </param>
/// <param name="Endpoints">The methods for which code can be generated, in an order that does not depend on files.</param>
internal sealed record ControllerFileModel(
    ControllerModel Controller,
    string HintName,
    string BroadcasterName,
    string HelperName,
    bool HasBroadcaster,
    EquatableArray<NamedEndpointModel> Endpoints)
{
    /// <summary>
    /// Gets the distinct ids of the compiler's warnings about symbols that the file uses, in order.
    /// </summary>
    public IEnumerable<string> Warnings =>
        Endpoints.SelectMany(e => e.Endpoint.Warnings).Distinct().OrderBy(id => id, StringComparer.Ordinal);
}
