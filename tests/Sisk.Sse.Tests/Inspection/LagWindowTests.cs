using Sisk.Sse.Inspection;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>Percentiles of delivery lags, and rates.</summary>
public sealed class LagWindowTests
{
    [Fact]
    public void Percentiles_are_within_a_fifth_of_the_lag()
    {
        var window = new LagWindow();
        for (var i = 1; i <= 1000; i++)
        {
            window.Add(i / 1000d);
        }

        Assert.InRange(window.Percentile(0.5)!.Value, 0.5, 0.6);
        Assert.InRange(window.Percentile(0.99)!.Value, 0.99, 1.19);
    }

    [Fact]
    public void Window_has_no_percentile_when_there_is_no_lag() => Assert.Null(new LagWindow().Percentile(0.5));

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    public void Lag_of_any_size_is_counted(double seconds)
    {
        var window = new LagWindow();

        window.Add(seconds);

        Assert.NotNull(window.Percentile(0.99));
    }

    [Fact]
    public void Lags_are_forgotten_after_ten_seconds()
    {
        var window = new LagWindow();
        window.Add(1);

        for (var i = 0; i < 9; i++)
        {
            window.Advance();
        }

        Assert.NotNull(window.Percentile(0.5));
        window.Advance();
        Assert.Null(window.Percentile(0.5));
    }

    [Fact]
    public void Rate_is_the_growth_over_the_last_samples()
    {
        var window = new RateWindow();

        double[] rates =
            [window.Add(0, 100), window.Add(1, 110), window.Add(2, 140), window.Add(3, 140), window.Add(4, 140), window.Add(5, 140)];

        Assert.Equal([0, 10, 20, 40 / 3d, 10, 7.5], rates);
    }
}
