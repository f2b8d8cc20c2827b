namespace Sisk.Sse.Benchmarks.Reporting;

/// <summary>Runs a scenario, one row after the other and that for each round, and prints what came out.</summary>
internal static class Table
{
    internal static async Task RunAsync(Scenario scenario, int rounds, string[] only)
    {
        var rows = scenario.Rows.Where(row => only.Length == 0 || only.Contains(row.Name)).ToArray();
        var results = new RoundFigures(rounds);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var row in rows.Where(row => row.Missing is null && results.Failure(row.Name) is null))
            {
                await MeasureAsync(row, round, results);
            }
        }

        Console.WriteLine($"\n### {scenario.Title}\n");
        Print(scenario, rows, results);
        Console.WriteLine();
        foreach (var target in scenario.Targets.Where(target => only.Length == 0 || !double.IsNaN(target.Value(results))))
        {
            Console.WriteLine("- " + target.Judge(results));
        }
    }

    private static async Task MeasureAsync(Row row, int round, RoundFigures results)
    {
        try
        {
            results.Add(row.Name, round, await row.MeasureAsync());
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            // A server that fails is reported in its row, and the others are still measured.
            results.AddFailure(row.Name, exception.Message.ReplaceLineEndings(" "));
        }
    }

    private static void Print(Scenario scenario, Row[] rows, RoundFigures results)
    {
        var titles = rows.ToDictionary(row => row.Name, row => row.Title.Split(':', ',')[0]);
        var header = scenario.Columns.SelectMany(column =>
            column.Baselines.Where(titles.ContainsKey).Select(other => "× " + titles[other]).Prepend(column.Name));
        Line(header.Prepend(""));
        Line(header.Prepend("").Select(_ => "---"));
        foreach (var row in rows)
        {
            if ((row.Missing ?? results.Failure(row.Name)) is { } reason)
            {
                Console.WriteLine($"| {row.Title} | {reason} |");
                continue;
            }

            Line(scenario.Columns.SelectMany((column, index) =>
                column.Baselines.Where(titles.ContainsKey)
                    .Select(other => Text(results.Ratio(row.Name, other, index), "0.00"))
                    .Prepend(Text(results.Median(row.Name, index), column.Format)))
                .Prepend(row.Title));
        }
    }

    private static string Text(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format);

    private static void Line(IEnumerable<string> cells) => Console.WriteLine("| " + string.Join(" | ", cells) + " |");
}
