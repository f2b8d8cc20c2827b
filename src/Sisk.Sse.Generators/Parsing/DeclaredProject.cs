using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The declarations of a project, on which its models depend. After an edit, it equals the previous one if the relevant files declare the
/// same. Nothing is then bound in the new compilation.
/// </summary>
/// <param name="compilation">The compilation in which the declarations are bound.</param>
/// <param name="files">The files, in the order of the compilation.</param>
/// <param name="references">An object that changes with the references.</param>
/// <param name="settings">
/// The settings of the project file that steps read besides the declarations. If one changes, a step must not get an earlier project, whose
/// compilation may have been collected.
/// </param>
internal sealed class DeclaredProject(Compilation compilation, RelevantFiles files, object references, object settings)
    : IEquatable<DeclaredProject>
{
    /// <summary>Weak, because the pipeline keeps the project for as long as later ones equal it.</summary>
    private readonly WeakReference<Compilation> _compilation = new(compilation);

    /// <summary>
    /// The controllers, found once for the models and the contract. The table keeps symbols no longer than their compilation.
    /// </summary>
    private readonly ConditionalWeakTable<Compilation, IReadOnlyList<DeclaredController>> _controllers = new();
    private readonly CompilationOptions _options = compilation.Options;
    private readonly string? _assemblyName = compilation.AssemblyName;
    private readonly object _references = references;
    private readonly object _settings = settings;
    private readonly RelevantFiles _files = files;

    public ImmutableArray<SourceFile> Files => _files.All;

    public Compilation Compilation => _compilation.TryGetTarget(out var target)
        ? target
        : throw new InvalidOperationException("The compilation was collected. A step that binds must run when its input changes.");

    /// <summary>Returns the classes with annotated methods.</summary>
    public IReadOnlyList<DeclaredController> FindControllers(CancellationToken cancellationToken) =>
        _controllers.GetValue(Compilation, _ => DeclaredController.FindAll(this, cancellationToken));

    public bool Equals(DeclaredProject? other) =>
        other is not null
        && _files.Equals(other._files)
        && ReferenceEquals(_references, other._references)
        && _settings.Equals(other._settings)
        && _assemblyName == other._assemblyName
        && _options.Equals(other._options);

    public override bool Equals(object? obj) => Equals(obj as DeclaredProject);

    public override int GetHashCode() => _files.GetHashCode();
}
