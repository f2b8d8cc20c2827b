using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The reference names every instrument with its unit, and every close reason with its status.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "telemetry.md"));

    [Fact]
    public async Task Every_instrument_is_documented_with_its_unit()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Add(instrument) };
        await using var app = await TestApp.StartAsync();
        var meter = app.Get<StreamMetrics>().Meter;

        listener.Start();

        var own = instruments.Where(instrument => instrument.Meter == meter).ToArray();
        Assert.Equal(15, own.Length);
        Assert.All(own, static instrument => Assert.Contains(
            $"| `{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]}, `{instrument.Unit}` |", _document, StringComparison.Ordinal));
        Assert.All(own, static instrument => Assert.NotEmpty(instrument.Description!));
    }

    [Theory]
    [InlineData("grafana-dashboard.json", true)]
    [InlineData("operations.md", false)]
    public void Queries_name_documented_instruments(string guide, bool isComplete)
    {
        var documented = Documented().Matches(_document).Select(static match => match.Groups[1].Value.Replace('.', '_')).ToHashSet();

        var queried = Queried().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", guide)))
            .Select(static match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(queried);
        Assert.Subset(documented, queried);
        Assert.True(!isComplete || documented.SetEquals(queried), string.Join(", ", documented.Except(queried)));
    }

    [GeneratedRegex(@"^\| `(sisk\.sse\.(?:server|log)\.[a-z._]+)` \| [A-Z]", RegexOptions.Multiline)]
    private static partial Regex Documented();

    /// <summary>The names as Prometheus has them, without what OpenTelemetry's exporter adds.</summary>
    [GeneratedRegex("(sisk_sse_(?:server|log)_[a-z_]+?)(?:_seconds_(?:bucket|count|sum)|_bytes_total|_total)?(?![a-z_])")]
    private static partial Regex Queried();

    [Fact]
    public void Every_log_message_is_documented_with_its_id_and_level()
    {
        var logged = ((string[])["Sisk.Sse.Runtime", "Sisk.Sse.Redis", "Sisk.Sse.PostgreSql"])
            .SelectMany(static project => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories))
            .SelectMany(static file => LogMessage().Matches(File.ReadAllText(file))
                .Select(static match => $"{match.Groups[1]} {match.Groups[2]}"));
        var documented = LogRow().Matches(_document).Select(static match => $"{match.Groups[1]} {match.Groups[2]}");

        Assert.Equal(logged.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+),\s*LogLevel\.(\w+),")]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"^\|[^|]*\| (\d+)(?: `\w+`)? \| (Debug|Information|Warning|Error) \|", RegexOptions.Multiline)]
    private static partial Regex LogRow();

    [Fact]
    public void Every_close_reason_is_documented_with_its_status() => Assert.All(
        Enum.GetValues<CloseReason>(),
        static reason => Assert.Contains($"| `{reason}` | `{CloseReasonNames.Of(reason)}` |", _document, StringComparison.Ordinal));
}
