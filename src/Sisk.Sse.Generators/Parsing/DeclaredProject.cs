using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The declarations of a project: everything that its models can depend on. It equals that of the next keystroke as long as the files
/// that matter declare the same and refer to the same, so that nothing is bound in the new compilation.
/// </summary>
/// <param name="compilation">The compilation in which the declarations are bound.</param>
/// <param name="files">The files in the compilation's order.</param>
/// <param name="references">Another object for other references.</param>
/// <param name="settings">
/// The settings of the project file that a step reads beside the declarations. When one changes, the step must not get a project whose
/// compilation is gone.
/// </param>
internal sealed class DeclaredProject(Compilation compilation, RelevantFiles files, object references, object settings)
    : IEquatable<DeclaredProject>
{
    /// <summary>Weak, since an equal project of an earlier keystroke stays in the pipeline, and is not asked for it again.</summary>
    private readonly WeakReference<Compilation> _compilation = new(compilation);

    /// <summary>Read once for the models and the contract. The table keeps symbols no longer than their compilation.</summary>
    private readonly ConditionalWeakTable<Compilation, IReadOnlyList<DeclaredController>> _controllers = new();
    private readonly CompilationOptions _options = compilation.Options;
    private readonly string? _assemblyName = compilation.AssemblyName;
    private readonly object _references = references;
    private readonly object _settings = settings;
    private readonly RelevantFiles _files = files;

    public ImmutableArray<SourceFile> Files => _files.All;

    public Compilation Compilation => _compilation.TryGetTarget(out var target)
        ? target
        : throw new InvalidOperationException("The compilation is gone: a step that binds must run in the run that changed its input.");

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
