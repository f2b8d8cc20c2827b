namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>
/// The figures of all rounds. What is compared is compared within a round, since the machine has better and worse minutes.
/// </summary>
internal sealed class RoundFigures(int rounds)
{
    private readonly Dictionary<string, double[]?[]> _figures = [];
    private readonly Dictionary<string, string> _failures = [];

    internal string? Failure(string row) => _failures.GetValueOrDefault(row);

    internal bool Has(string row) => _figures.ContainsKey(row);

    internal void Add(string row, int round, double[] figures)
    {
        if (!_figures.TryGetValue(row, out var all))
        {
            _figures[row] = all = new double[rounds][];
        }

        all[round] = figures;
    }

    internal void AddFailure(string row, string message) => _failures[row] = message;

    /// <summary>The median over the rounds; NaN where nothing was measured.</summary>
    internal double Median(string row, int column) => Median(Of(row).Select(figures => figures?[column]));

    /// <summary>The median over the rounds of a figure in relation to another row's.</summary>
    internal double Ratio(string row, string other, int column) =>
        Median(Of(row).Zip(Of(other), (one, two) => one?[column] / two?[column]));

    private double[]?[] Of(string row) => _figures.GetValueOrDefault(row) ?? new double[]?[rounds];

    private static double Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
