using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.SeedTour;

/// <summary>Each code block of the seed behaves as the seed's text describes.</summary>
public sealed class SeedCodeTests(SeedTourProgram tour) : IClassFixture<SeedTourProgram>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_sends_one_message_and_closes()
    {
        await using var stream = await EventReader.OpenAsync(tour, "/hola/");

        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Hola, mundo!"], await stream.ToEndAsync());
    }

    [Fact]
    public async Task Header_appended_before_the_first_message_arrives()
    {
        await using var stream = await EventReader.OpenAsync(tour, "/encabezados/");

        Assert.Equal(["Valor-Encabezado"], stream.Response.Headers.GetValues("Clave-Encabezado"));
        Assert.Equal(["Hola!"], await stream.ToEndAsync());
    }

    [Fact]
    public async Task Connection_found_by_its_identifier_gets_a_message_from_another_route()
    {
        await using var stream = await EventReader.OpenAsync(tour, "/espera/");

        Assert.Equal("Sent to mi-indice-conexion.", await PostAsync("/hola-de-nuevo"));
        Assert.Equal("Hola de nuevo!", (await stream.NextAsync())?.Data);
    }

    [Fact]
    public async Task Ping_is_sent_as_a_comment()
    {
        await using var stream = await EventReader.OpenAsync(tour, "/sse");

        var text = await stream.TextUntilAsync(line => line.Contains("mensaje-ping"));

        Assert.EndsWith(": mensaje-ping\n", text);
        Assert.Empty(SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(text + "\n"))).Enumerate());
    }

    [Fact]
    public async Task Message_reaches_all_connections_whose_identifier_meets_the_condition()
    {
        const string Message = "Transmisión a todas las fuentes de eventos que comienzan con 'mi-conexion-'";
        await using var one = await EventReader.OpenAsync(tour, "/conexiones/uno");
        await using var two = await EventReader.OpenAsync(tour, "/conexiones/dos");
        await using var other = await EventReader.OpenAsync(tour, "/espera/");

        Assert.StartsWith("Sent to 2 of ", await PostAsync("/transmision"));
        Assert.Equal(Message, (await one.NextAsync())?.Data);
        Assert.Equal(Message, (await two.NextAsync())?.Data);

        await PostAsync("/hola-de-nuevo");
        Assert.Equal("Hola de nuevo!", (await other.NextAsync())?.Data);
    }

    private async Task<string> PostAsync(string path)
    {
        using var answer = await tour.Client.PostAsync(tour.At(path), null, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
