using Microsoft.Extensions.Options;

namespace Sisk.Sse.PostgreSql.Configuration;

/// <summary>Rejects options that cannot work when the application starts.</summary>
internal sealed class PostgreSqlEventStreamOptionsValidator : IValidateOptions<PostgreSqlEventStreamOptions>
{
    /// <summary>A quarter of the largest value of PostgreSQL, which a message may hold several times.</summary>
    private const int MaxEventBytes = 256 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, PostgreSqlEventStreamOptions options) => options.ToResult(MaxEventBytes);
}
