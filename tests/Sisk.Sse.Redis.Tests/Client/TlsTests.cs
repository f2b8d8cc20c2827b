using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>A Redis server that only accepts TLS, with a certificate made for the test.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new("--save", "");

    private string Certificate => Path.Combine(_redis.Folder, "redis.crt");

    public async ValueTask InitializeAsync()
    {
        var key = Path.Combine(_redis.Folder, "redis.key");
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", pair, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem());
        _redis.Settings.AddRange(
            ["--port", "0", "--tls-port", $"{_redis.Port}", "--tls-cert-file", Certificate, "--tls-key-file", key, "--tls-auth-clients", "no"]);
        await _redis.StartAsync();
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Events_are_delivered_over_TLS()
    {
        var configuration = Configuration();
        configuration.TrustIssuer(Certificate);
        await using var nodes = new Nodes(_redis) { Configuration = configuration };
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromHours(1));
        await using var reading = await app.JoinAsync("a");

        await Nodes.SendAsync(app, "a", "secret");

        Assert.Equal("message:secret", await reading.EventAsync());
    }

    [Fact]
    public async Task An_untrusted_certificate_is_logged_at_start_and_fails_broadcasts_at_once()
    {
        await using var nodes = new Nodes(_redis) { Configuration = Configuration() };
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromHours(1));
        var told = await app.Logs.FirstAsync(entry =>
            entry.Level == LogLevel.Error
                && entry.Text.StartsWith("Redis refuses access to the log of connections", StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "never").AsTask()));

        Assert.Contains("Check the certificates", told.Text);
        Assert.Contains("Check the certificates", failure.Message);
    }

    private ConfigurationOptions Configuration() => ConfigurationOptions.Parse($"{_redis.Configuration},ssl=true,sslHost=localhost");
}
