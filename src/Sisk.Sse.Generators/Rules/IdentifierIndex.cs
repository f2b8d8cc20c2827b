using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// Indexes streams by the segments of their identifiers, so that a stream is compared only with those that could have an equal identifier.
/// </summary>
/// <param name="canBeEqual">Compares two streams whose literal segments are equal.</param>
internal sealed class IdentifierIndex(Func<AnnotatedMethod, AnnotatedMethod, bool> canBeEqual)
{
    private readonly Node _root = new();
    private int _count;

    /// <summary>Adds a stream. Returns the first earlier stream that can have an equal identifier; null if there is none.</summary>
    public AnnotatedMethod? Add(AnnotatedMethod stream)
    {
        var segments = stream.Identifier.Segments;
        var found = Reach(_root, segments, 0)
            .OrderBy(other => other.Index)
            .Select(other => other.Stream)
            .FirstOrDefault(other => canBeEqual(other, stream));
        var node = _root;
        foreach (var segment in segments)
        {
            node = node.GetOrAdd(segment);
        }

        node.Streams.Add((_count++, stream));
        return found;
    }

    private static IEnumerable<(int Index, AnnotatedMethod Stream)> Reach(Node node, IReadOnlyList<RoutePart> segments, int position) =>
        position == segments.Count
            ? node.Streams
            : node.Matching(segments[position]).SelectMany(child => Reach(child, segments, position + 1));

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _literals = new(StringComparer.Ordinal);
        private Node? _parameter;

        public List<(int Index, AnnotatedMethod Stream)> Streams { get; } = [];

        public Node GetOrAdd(RoutePart segment)
        {
            if (segment.IsParameter)
            {
                return _parameter ??= new Node();
            }

            if (!_literals.TryGetValue(segment.Text, out var node))
            {
                _literals.Add(segment.Text, node = new Node());
            }

            return node;
        }

        /// <summary>Returns the nodes of segments that can be equal to a segment. A parameter can be equal to any segment.</summary>
        public IEnumerable<Node> Matching(RoutePart segment)
        {
            if (_parameter is not null)
            {
                yield return _parameter;
            }

            if (segment.IsParameter)
            {
                foreach (var node in _literals.Values)
                {
                    yield return node;
                }
            }
            else if (_literals.TryGetValue(segment.Text, out var node))
            {
                yield return node;
            }
        }
    }
}
