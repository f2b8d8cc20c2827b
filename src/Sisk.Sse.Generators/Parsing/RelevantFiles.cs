using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The files that the models of annotated methods can depend on, found by names alone: those with such methods, those that declare a
/// type whose name stands in one of these, and so on. Of every other file only the outline counts, since a type that
/// it adds, moves or removes can change what a name means.
/// </summary>
internal sealed class RelevantFiles : IEquatable<RelevantFiles>
{
    private const string Suffix = "Attribute";

    private readonly ImmutableHashSet<SourceFile> _relevant;

    private RelevantFiles(ImmutableArray<SourceFile> all, ImmutableHashSet<SourceFile> relevant) => (All, _relevant) = (all, relevant);

    /// <summary>All files of the project. One whose declarations are unchanged is the same object.</summary>
    public ImmutableArray<SourceFile> All { get; }

    public static RelevantFiles Find(ImmutableArray<SourceFile> files, CancellationToken cancellationToken)
    {
        var names = RouteAttributeNames.In(files);
        var declaring = files
            .SelectMany(file => file.Outline.Types.SelectMany(Spellings).Select(name => (name, file)))
            .ToLookup(pair => pair.name, pair => pair.file, StringComparer.Ordinal);
        var relevant = ImmutableHashSet.CreateBuilder<SourceFile>();
        var waiting = new Stack<SourceFile>(files.Where(f => f.SpeaksForAll || f.HasMethodWith(names)));
        while (waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = waiting.Pop();
            if (relevant.Add(file))
            {
                foreach (var next in file.Names.SelectMany(name => declaring[name]))
                {
                    waiting.Push(next);
                }
            }
        }

        return new RelevantFiles(files, relevant.ToImmutable());
    }

    public bool Equals(RelevantFiles? other) =>
        other is not null
        && All.Length == other.All.Length
        && All.Zip(other.All, (left, right) => ReferenceEquals(left, right) || HaveEqualOutlines(left, right, other)).All(same => same);

    public override bool Equals(object? obj) => Equals(obj as RelevantFiles);

    public override int GetHashCode() => All.Length;

    /// <summary>An attribute's suffix need not be written.</summary>
    private static IEnumerable<string> Spellings(string type) => type.EndsWith(Suffix, StringComparison.Ordinal)
        ? [type, type.Substring(0, type.Length - Suffix.Length)]
        : [type];

    private bool HaveEqualOutlines(SourceFile left, SourceFile right, RelevantFiles other) =>
        !_relevant.Contains(left)
        && !other._relevant.Contains(right)
        && left.Outline.Text == right.Outline.Text;
}
