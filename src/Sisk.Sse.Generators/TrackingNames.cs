namespace Sisk.Sse.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask whether one ran again.</summary>
internal static class TrackingNames
{
    public const string SyntaxTrees = nameof(SyntaxTrees);
    public const string Files = nameof(Files);
    public const string RelevantFiles = nameof(RelevantFiles);
    public const string References = nameof(References);
    public const string Declarations = nameof(Declarations);
    public const string Endpoints = nameof(Endpoints);
    public const string Controllers = nameof(Controllers);
    public const string HelperNames = nameof(HelperNames);
    public const string Project = nameof(Project);
    public const string Contract = nameof(Contract);

    /// <summary>The steps that read files, references and options.</summary>
    public static readonly string[] Inputs = [Files, RelevantFiles, References, Declarations];

    /// <summary>The steps that build models from them.</summary>
    public static readonly string[] Models = [Endpoints, Controllers, HelperNames, Project, Contract];

    public static readonly string[] All = [SyntaxTrees, .. Inputs, .. Models];
}
