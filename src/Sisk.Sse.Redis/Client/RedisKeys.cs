using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>
/// Keys and channels. All begin with the application's name; what belongs to one stream has its name in braces, the hash tag by
/// which a cluster keeps them in one slot.
/// </summary>
internal sealed class RedisKeys(IOptions<RedisEventStreamOptions> options, IHostEnvironment environment, ConnectionSettings settings)
{
    // A brace in the name would make another hash tag of it.
    private readonly string _application =
        (options.Value.ApplicationName ?? environment.ApplicationName).Replace('{', '(').Replace('}', ')');

    internal RedisKey State(string stream) => $"{_application}:{{{stream}}}:state";

    internal RedisKey Events(string stream) => $"{_application}:{{{stream}}}:events";

    internal RedisKey Servers => $"{_application}:{{connections}}:servers";

    internal RedisKey Counts(string server) => $"{_application}:{{connections}}:counts:{server}";

    /// <summary>Databases share the channels of a server, so that another database than the first is part of the name.</summary>
    private readonly string _database = settings.Database > 0 ? string.Create(CultureInfo.InvariantCulture, $":{settings.Database}") : "";

    /// <summary>Listened to on the node of a cluster that has the stream, so that no other one can hold up its notifications.</summary>
    internal RedisChannel Channel(string stream) => RedisChannel.Literal($"{_application}:{{{stream}}}{_database}").WithKeyRouting();
}
