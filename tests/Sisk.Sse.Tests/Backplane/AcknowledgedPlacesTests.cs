using Sisk.Sse.Backplane;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>The places that a log is told of, until they were read from it.</summary>
public sealed class AcknowledgedPlacesTests
{
    private static readonly EventLogPlace _none = new("", 0);

    private readonly HashSet<EventLogPlace> _read = [];
    private readonly AcknowledgedPlaces _places;

    public AcknowledgedPlacesTests() => _places = new AcknowledgedPlaces(_read.Contains);

    [Fact]
    public void Place_is_told_until_it_is_read()
    {
        Add(new("a", 1));
        Assert.Equal(new("a", 1), _places.Next);

        _read.Add(new("a", 1));
        Assert.Equal(_none, _places.Next);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Later_place_of_an_epoch_is_told_in_whichever_order_batches_are_acknowledged(long first, long second)
    {
        _places.Add(new("a", first), _none, isSettled: true);
        _places.Add(new("a", second), _none, isSettled: true);

        Assert.Equal(new("a", 2), _places.Next);
    }

    [Fact]
    public void Place_that_the_log_has_looked_for_is_not_told_again_in_another_epoch()
    {
        Add(new("a", 5));
        Add(new("b", 4));
        Add(new("b", 5));

        Assert.Equal(new("b", 5), _places.Next);
    }

    [Fact]
    public void Place_that_the_log_has_not_looked_for_stays_when_it_recognizes_a_batch()
    {
        Add(new("a", 5));

        _places.Add(new("a", 2), told: new("a", 5), isSettled: false);

        Assert.Equal(new("a", 5), _places.Next);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void Places_of_batches_at_the_same_time_are_both_told_when_an_epoch_begins_between_them(string first, string second)
    {
        _places.Add(new(first, 9), _none, isSettled: true);
        _places.Add(new(second, 9), _none, isSettled: true);

        var one = _places.Next;
        Add(new("c", 10));
        var two = _places.Next;
        Add(new("c", 11));

        Assert.Equal([first, second, "c"], [one.Epoch, two.Epoch, _places.Next.Epoch]);
    }

    [Fact]
    public void Place_of_the_current_epoch_is_told_when_all_batches_have_names_of_their_own()
    {
        AddNamed(new("a", 1));
        AddNamed(new("b", 2));
        AddNamed(new("b", 3));
        string[] told = [_places.Next.Epoch, AddNamed(new("b", 4)).Epoch];

        Assert.Contains("b", told);
    }

    [Fact]
    public void Number_of_places_is_bounded()
    {
        for (var i = 0; i < 100; i++)
        {
            _places.Add(new($"{i}", i), _none, isSettled: true);
        }

        var count = 0;
        while (_places.Next != _none)
        {
            _read.Add(_places.Next);
            count++;
        }

        Assert.InRange(count, 1, 4);
    }

    /// <summary>Adds the place of a batch of this server's own.</summary>
    private void Add(EventLogPlace place) => _places.Add(place, _places.Next, isSettled: true);

    /// <summary>Adds the place of a batch that other servers may have appended. Returns the place that is told next.</summary>
    private EventLogPlace AddNamed(EventLogPlace place)
    {
        _places.Add(place, _places.Next, isSettled: false);
        return _places.Next;
    }
}
