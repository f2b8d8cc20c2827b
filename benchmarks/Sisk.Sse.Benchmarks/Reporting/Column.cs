namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>A figure of each row.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Format">How it is written, with its unit, by .NET's custom numeric formats.</param>
/// <param name="Baselines">The rows that it is put in relation to.</param>
internal sealed record Column(string Name, string Format, params string[] Baselines);
