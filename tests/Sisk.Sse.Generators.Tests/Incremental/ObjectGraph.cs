using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Tests.Incremental;

/// <summary>Walks everything an object holds.</summary>
internal static class ObjectGraph
{
    /// <summary>The types that keep a whole compilation in memory, and never equal their counterparts in the next one.</summary>
    private static readonly Type[] _forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Compilation), typeof(SemanticModel),
        typeof(AttributeData),
    ];

    /// <summary>The path to the first forbidden object, null where there is none.</summary>
    public static string? FindForbidden(object root) => Find(root, root.GetType().Name, new(ReferenceEqualityComparer.Instance));

    private static string? Find(object? node, string path, HashSet<object> visited)
    {
        if (node is null || node is string || node is Type || node.GetType().IsPrimitive || node.GetType().IsEnum || !visited.Add(node))
        {
            return null;
        }

        if (_forbidden.Any(type => type.IsInstanceOfType(node)))
        {
            return path + ": " + node.GetType().Name;
        }

        return Children(node)
            .Select(child => Find(child.Value, path + "." + child.Name, visited))
            .FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<(string Name, object? Value)> Children(object node) => node is Array items
        ? ((IEnumerable)items).Cast<object?>().Select((item, i) => ($"[{i}]", item))
        : from type in SelfAndBases(node.GetType())
          from field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
          where !field.FieldType.IsPointer
          select (field.Name, field.GetValue(node));

    private static IEnumerable<Type> SelfAndBases(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
