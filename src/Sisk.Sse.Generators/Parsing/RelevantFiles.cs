using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The files that the models of annotated methods can depend on, found by names alone: the files with such methods, those that declare a
/// type that these name, and so on. Only the outline of any other file counts, since a type that it adds, moves or removes can change the
/// meaning of a name.
/// </summary>
internal sealed class RelevantFiles : IEquatable<RelevantFiles>
{
    private const string Suffix = "Attribute";

    private readonly HashSet<SourceFile> _relevant;

    private RelevantFiles(ImmutableArray<SourceFile> all, HashSet<SourceFile> relevant) => (All, _relevant) = (all, relevant);

    /// <summary>Gets all files of the project. A file whose declarations have not changed is the same object.</summary>
    public ImmutableArray<SourceFile> All { get; }

    public static RelevantFiles Find(ImmutableArray<SourceFile> files, CancellationToken cancellationToken)
    {
        var names = RouteAttributeNames.In(files);
        var declaring = files
            .SelectMany(file => file.Outline.Types.SelectMany(Spellings).Select(name => (name, file)))
            .ToLookup(pair => pair.name, pair => pair.file, StringComparer.Ordinal);
        var relevant = new HashSet<SourceFile>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<SourceFile>();
        Add(files.Where(f => f.SpeaksForAll || f.HasMethodWith(names)));
        while (waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var name in waiting.Pop().Names)
            {
                // A name is followed once, even if many files use it.
                if (reached.Add(name))
                {
                    Add(declaring[name]);
                }
            }
        }

        return new RelevantFiles(files, relevant);

        void Add(IEnumerable<SourceFile> found)
        {
            foreach (var file in found)
            {
                if (relevant.Add(file))
                {
                    waiting.Push(file);
                }
            }
        }
    }

    public bool Equals(RelevantFiles? other) =>
        other is not null
        && All.Length == other.All.Length
        && All.Zip(other.All, (left, right) => ReferenceEquals(left, right) || HaveEqualOutlines(left, right, other)).All(same => same);

    public override bool Equals(object? obj) => Equals(obj as RelevantFiles);

    public override int GetHashCode() => All.Length;

    /// <summary>Returns the names by which code can refer to a type. The suffix of an attribute is optional.</summary>
    private static IEnumerable<string> Spellings(string type) => type.EndsWith(Suffix, StringComparison.Ordinal)
        ? [type, type.Substring(0, type.Length - Suffix.Length)]
        : [type];

    private bool HaveEqualOutlines(SourceFile left, SourceFile right, RelevantFiles other) =>
        !_relevant.Contains(left)
        && !other._relevant.Contains(right)
        && left.Outline.Text == right.Outline.Text;
}
