namespace Sisk.Sse.Tests.Binding;

/// <summary>A request to both sides, and what comes of it.</summary>
public sealed record BindingCase(string Path, int Status, string Value = "")
{
    public string Method { get; init; } = "GET";

    public string[] Headers { get; init; } = [];

    public string? Body { get; init; }

    public string? ContentType { get; init; } = "application/json";

    /// <summary>What minimal APIs answer instead, and why this library does not.</summary>
    public (int Status, string Value, string Reason)? Minimal { get; init; }

    internal static BindingCase Post(string path, string? body, int status, string value = "") =>
        new(path, status, value) { Method = "POST", Body = body };

    public override string ToString() => $"{Method} {Path} {string.Join(",", Headers)} {Body}".TrimEnd();
}
