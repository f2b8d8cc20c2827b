using Microsoft.Extensions.Options;

namespace Sisk.Sse.Testing.Logs;

/// <summary>Rejects options that cannot work when the application starts.</summary>
internal sealed class MemoryEventLogOptionsValidator : IValidateOptions<EventLogOptions>
{
    public ValidateOptionsResult Validate(string? name, EventLogOptions options) => options.ToResult(Array.MaxLength);
}
