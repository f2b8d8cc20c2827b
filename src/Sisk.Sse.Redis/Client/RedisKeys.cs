using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>
/// The names of keys and channels. All begin with the application's name. The stream's name is in braces: a hash tag, which keeps the keys
/// of a stream in one slot of a cluster.
/// </summary>
internal sealed class RedisKeys(IOptions<RedisEventStreamOptions> options, IHostEnvironment environment, ConnectionSettings settings)
{
    // A brace in the name would begin another hash tag.
    private readonly string _application =
        (options.Value.ApplicationName ?? environment.ApplicationName).Replace('{', '(').Replace('}', ')');

    internal RedisKey State(string stream) => $"{_application}:{{{stream}}}:state";

    internal RedisKey Events(string stream) => $"{_application}:{{{stream}}}:events";

    internal RedisKey Servers => $"{_application}:{{connections}}:servers";

    internal RedisKey Counts(string server) => $"{_application}:{{connections}}:counts:{server}";

    /// <summary>The suffix for databases other than 0. All databases of a server share its channels.</summary>
    private readonly string _database = settings.Database > 0 ? string.Create(CultureInfo.InvariantCulture, $":{settings.Database}") : "";

    /// <summary>Returns the channel of a stream, subscribed to on the cluster node that holds it. Other nodes cannot delay it.</summary>
    internal RedisChannel Channel(string stream) => RedisChannel.Literal($"{_application}:{{{stream}}}{_database}").WithKeyRouting();
}
