namespace Sisk.Sse.Tests.Binding;

/// <summary>A request, and the response expected from both implementations.</summary>
public sealed record BindingCase(string Path, int Status, string Value = "")
{
    public string Method { get; init; } = "GET";

    public string[] Headers { get; init; } = [];

    public string? Body { get; init; }

    public string? ContentType { get; init; } = "application/json";

    /// <summary>Gets the different response of minimal APIs, and the reason for the difference.</summary>
    public (int Status, string Value, string Reason)? Minimal { get; init; }

    internal static BindingCase Post(string path, string? body, int status, string value = "") =>
        new(path, status, value) { Method = "POST", Body = body };

    public override string ToString() => $"{Method} {Path} {string.Join(",", Headers)} {Body}".TrimEnd();
}
