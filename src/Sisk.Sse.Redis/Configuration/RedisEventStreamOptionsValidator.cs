using Microsoft.Extensions.Options;

namespace Sisk.Sse.Redis.Configuration;

/// <summary>Rejects options that cannot work when the application starts.</summary>
internal sealed class RedisEventStreamOptionsValidator : IValidateOptions<RedisEventStreamOptions>
{
    /// <summary>Slightly below the maximum size of a value in Redis, 512 MB.</summary>
    private const int MaxEventBytes = 500 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, RedisEventStreamOptions options) => options.ToResult(MaxEventBytes);
}
