using Microsoft.AspNetCore.Http.HttpResults;

namespace Sisk.Sse.Testing.Tests.Guide;

public class OrderEventsTests
{
    private readonly OrderEvents _events = new(new OrderStore());

    [Fact]
    public async Task Watch_begins_with_the_lines_of_the_order()
    {
        var stream = await _events.Watch(42, CancellationToken.None);

        Assert.Equal(["line of 42"], Assert.IsType<OrderEvent.Snapshot>(Assert.Single(stream.First)).Lines);
    }

    [Fact]
    public async Task Watch_refuses_an_order_that_does_not_exist()
    {
        var stream = await _events.Watch(0, CancellationToken.None);

        Assert.IsType<NotFound>(stream.Refusal);
    }

    [Fact]
    public async Task Ticks_are_counted()
    {
        var ticks = _events.Ticks(count: 2, CancellationToken.None);

        Assert.Equal([new Tick(1), new Tick(2)], await ticks.ToListAsync());
    }
}
