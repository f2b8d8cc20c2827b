using System.Globalization;
using System.Numerics;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Equal values of a key share a segment, and different ones never do.</summary>
public sealed class KeyTests
{
    private static readonly DateTime _noon = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<object, object> Different => new()
    {
        { new TimeOnly(10, 15, 30), new TimeOnly(10, 15, 45) },
        { new TimeOnly(1), new TimeOnly(2) },
        { _noon, _noon.AddTicks(1) },
        { new DateTimeOffset(_noon), new DateTimeOffset(_noon.AddTicks(1)) },
        { new DateOnly(2026, 1, 2), new DateOnly(2026, 2, 1) },
        { TimeSpan.FromDays(1), TimeSpan.FromHours(1) },
        { TimeSpan.FromTicks(1), TimeSpan.FromTicks(2) },
        { 0.1, 0.1 + 1e-17 + 1e-16 },
        { double.NaN, double.PositiveInfinity },
        { 1.0m, 1.01m },
        { new Version(1, 0), new Version(1, 0, 0) },
        { BigInteger.Pow(10, 70), BigInteger.Pow(10, 70) + 1 },
        { "é", "e\u0301" },
        { "A", "a" },
        { 'a', 'A' },
        { (Level)1, (Level)3 },
        { FileAccess.Read, FileAccess.ReadWrite },
        { true, false },
    };

    public static TheoryData<object, object> Equal => new()
    {
        { new DateTimeOffset(_noon), new DateTimeOffset(_noon).ToOffset(TimeSpan.FromHours(5.5)) },
        { _noon, DateTime.SpecifyKind(_noon, DateTimeKind.Unspecified) },
        { _noon, DateTime.SpecifyKind(_noon, DateTimeKind.Local) },
        { 0.0, -0.0 },
        { 0f, -0f },
        { Half.Zero, Half.NegativeZero },
        { 1.0m, 1.00m },
        { 0m, new decimal(0, 0, 0, isNegative: true, 5) },
        { 100m, 1e2m },
        { decimal.MaxValue, decimal.MaxValue },
        { double.NaN, -double.NaN },
        { Level.Low, Level.Small },
    };

    [Theory]
    [MemberData(nameof(Different), DisableDiscoveryEnumeration = true)]
    public void Different_values_have_different_segments(object one, object other)
    {
        Assert.NotEqual(one, other);
        Assert.NotEqual(Format(one), Format(other));
    }

    [Theory]
    [MemberData(nameof(Equal), DisableDiscoveryEnumeration = true)]
    public void Equal_values_have_one_segment(object one, object other)
    {
        Assert.True(one.Equals(other));
        Assert.Equal(Format(one), Format(other));
    }

    [Fact]
    public void The_current_culture_does_not_change_a_segment()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (foreign.NumberFormat.NegativeSign, foreign.NumberFormat.NumberDecimalSeparator, foreign.DateTimeFormat.DateSeparator) =
                ("~", ",", ".");
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal("2026-01-02", Format(new DateOnly(2026, 1, 2)));
            Assert.Equal("-1.5", Format(-1.5m));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_value_reads_back_from_its_segment()
    {
        ReadsBack(_noon.AddTicks(7));
        ReadsBack(new DateTimeOffset(_noon.AddTicks(7), TimeSpan.Zero).ToOffset(TimeSpan.FromHours(-3)));
        ReadsBack(new DateOnly(2026, 1, 2));
        ReadsBack(new TimeOnly(123456789));
        ReadsBack(new TimeSpan(-123456789));
        ReadsBack(double.Epsilon);
        ReadsBack(double.NaN);
        ReadsBack(1.500m);
        ReadsBack(decimal.MinValue);
        ReadsBack(0.0000000000000000000000000001m);
        ReadsBack(Guid.NewGuid());
        ReadsBack('/');
        Assert.True(ParameterBinder.Enum<Cased>(Format(Cased.A), out var upper));
        Assert.Equal(Cased.A, upper);
        Assert.True(ParameterBinder.Enum<Cased>(Format(Cased.a), out var lower));
        Assert.Equal(Cased.a, lower);
    }

    [Fact]
    public void A_missing_value_is_not_normalised()
    {
        Assert.Equal(Format<DateTime?>(_noon), Format(_noon));
        Assert.Equal("%-", Format<DateTime?>(null));
        Assert.Equal(Format<decimal?>(1.0m), Format<decimal?>(1.00m));
    }

    [Fact]
    public void A_missing_value_has_a_segment_that_no_other_value_has()
    {
        Assert.Equal("%-", Format<string?>(null));
        Assert.Equal(["%", "%25-", "-"], [Format(""), Format("%-"), Format("-")]);
    }

    [Fact]
    public void A_missing_value_matches_only_a_parameter_that_may_be_missing()
    {
        Assert.False(IdentifierHandler.TryMatch("rooms/%-", "rooms/{room}", uniqueSegment: false, out _));
        Assert.True(IdentifierHandler.TryMatch("rooms/%-", "rooms/{room?}", uniqueSegment: false, out var values));
        Assert.Null(values.Single());
    }

    private static void ReadsBack<T>(T value)
        where T : IParsable<T>
    {
        Assert.True(IdentifierHandler.TryMatch(Format(value), "{key}", uniqueSegment: false, out var values));
        Assert.True(ParameterBinder.Parsable<T>(values.Single(), out var parsed));
        Assert.Equal(value, parsed);
    }

    private static string Format<T>(T value) => IdentifierHandler.Format($"{value}");

    private enum Level
    {
        Low = 1,
        Small = 1,
        High = 2,
    }

    private enum Cased
    {
        a,
        A,
    }
}
