using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Streams whose authentication ticket expires.</summary>
public sealed class AuthenticationTicketTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Stream_ends_when_its_ticket_expires_and_resumes_only_with_a_new_one()
    {
        await using var app = await StartAsync(close: true);
        await using var reading = await app.OpenAsync("/marked/inner?as=ana");
        await using var anyone = await app.OpenAsync("/marked/open");
        var source = app.Sources.FindByPrefix("marked/inner").Single();
        _clock.Advance(QuerySignIn.TicketLife - TimeSpan.FromSeconds(1));
        Assert.True(source.IsActive);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(source.IsActive);
        Assert.Empty(await reading.RestAsync());
        Assert.InRange(reading.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.Single(app.Sources); // the anonymous stream
        await app.Get<MarkedEventsBroadcaster>().BroadcastInnerAsync("meanwhile", TestContext.Current.CancellationToken);
        await using var renewed = await app.OpenAsync("/marked/inner?as=ana", reading.LastEventId);
        await using var stranger = await app.OpenAsync("/marked/inner", reading.LastEventId);
        Assert.Equal("meanwhile", await renewed.NextDataAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Response.StatusCode);
    }

    [Fact]
    public async Task Stream_outlives_its_ticket_when_the_option_is_off()
    {
        await using var app = await StartAsync(close: false);
        await using var reading = await app.OpenAsync("/marked/inner?as=ana");

        _clock.Advance(QuerySignIn.TicketLife * 2);

        Assert.True(Assert.Single(app.Sources).IsActive);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(90)]
    [InlineData(1000)]
    public async Task Stream_ends_when_a_ticket_of_many_days_expires(int days)
    {
        await using var app = await StartAsync(close: true);
        await using var reading = await app.OpenAsync($"/marked/inner?as=ana&for={TimeSpan.FromDays(days).Ticks}");
        var source = Assert.Single(app.Sources);
        _clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        Assert.True(source.IsActive);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(source.IsActive);
    }

    [Fact]
    public async Task Stream_stays_open_when_its_ticket_never_expires()
    {
        await using var app = await StartAsync(close: true);
        await using var reading = await app.OpenAsync($"/marked/inner?as=ana&for={long.MaxValue}");
        using var other = await RawClient.GetAsync(app.RawAddress, "/marked/open");
        await other.ReadUntilAsync("id: ");
        await _clock.TimerAsync(TimeSpan.FromSeconds(15));

        _clock.Advance(TimeSpan.FromSeconds(15));

        await other.ReadUntilAsync("\n:\n\n");
        Assert.True(app.Sources.FindByPrefix("marked/inner").Single().IsActive);
        Assert.DoesNotContain(app.Logs.Entries, static entry => entry.Exception is not null);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(10)]
    public async Task Stream_ends_at_the_earlier_of_ticket_expiry_and_maximum_age(double hours)
    {
        await using var app = await StartAsync(close: true, age: TimeSpan.FromHours(hours));
        await using var reading = await app.OpenAsync("/marked/inner?as=ana");
        var source = Assert.Single(app.Sources);

        _clock.Advance(TimeSpan.FromHours(Math.Min(hours, 1)));

        Assert.False(source.IsActive);
    }

    [Fact]
    public async Task Ticket_that_is_accepted_after_its_end_opens_no_stream()
    {
        await using var app = await StartAsync(close: true);

        await using var reading = await app.OpenAsync($"/marked/inner?as=ana&for={-TimeSpan.FromMinutes(2).Ticks}");

        Assert.Equal(HttpStatusCode.Unauthorized, reading.Response.StatusCode);
        Assert.Empty(app.Sources);
    }

    private Task<TestApp> StartAsync(bool close, TimeSpan? age = null) => TestApp.StartAsync(
        options: options => (options.CloseOnAuthenticationExpiration, options.MaxConnectionAge) = (close, age),
        services: services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            QuerySignIn.Add(services);
        });
}
