using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Finds the annotated methods of a project.</summary>
internal static class EndpointFinder
{
    public static EquatableArray<EndpointModel> Find(DeclaredProject project, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation;
        return Concurrently.Select(
            project.FindControllers(cancellationToken), compilation, controller => Parse(controller, compilation), cancellationToken)
            .SelectMany(endpoints => endpoints)
            .ToEquatableArray();
    }

    private static EndpointModel[] Parse(DeclaredController controller, Compilation compilation) =>
        [.. EndpointParser.Parse(controller.Type, controller.Methods, compilation)];
}
