namespace Sisk.Sse.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask whether one ran again.</summary>
internal static class TrackingNames
{
    public const string GetEndpoints = nameof(GetEndpoints);
    public const string PostEndpoints = nameof(PostEndpoints);
    public const string AllEndpoints = nameof(AllEndpoints);
    public const string Controllers = nameof(Controllers);
    public const string HelperNames = nameof(HelperNames);
    public const string Project = nameof(Project);

    public static readonly string[] All = [GetEndpoints, PostEndpoints, AllEndpoints, Controllers, HelperNames, Project];
}
