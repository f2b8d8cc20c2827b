using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Benchmarks;

/// <summary>The generator of <c>[LoggerMessage]</c>, as the framework ships it.</summary>
internal static class LoggerMessage
{
    public static ISourceGenerator Create()
    {
        var path = typeof(LoggerMessage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == nameof(LoggerMessage) + "Generator").Value!;
        var type = Assembly.LoadFrom(path).GetTypes().Single(t => typeof(IIncrementalGenerator).IsAssignableFrom(t));
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }
}
