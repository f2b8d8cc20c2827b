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

    /// <summary>Gets the application's name.</summary>
    internal string Application => _application;

    internal RedisKey State(string stream) => $"{_application}:{{{stream}}}:state";

    internal RedisKey Events(string stream) => $"{_application}:{{{stream}}}:events";

    /// <summary>Returns the keys of the script that appends. A producer of one batch has its own key.</summary>
    internal RedisKey[] Append(EventLogAppend append) => append.IsOnce
        ? [State(append.Log), Events(append.Log), $"{_application}:{{{append.Log}}}:once:{append.Producer}"]
        : [State(append.Log), Events(append.Log)];

    internal RedisKey Servers => $"{_application}:{{connections}}:servers";

    internal RedisKey Counts(string server) => $"{_application}:{{connections}}:counts:{server}";

    /// <summary>The suffix for databases other than 0. All databases of a server share its channels.</summary>
    private readonly string _database = settings.Database > 0 ? string.Create(CultureInfo.InvariantCulture, $":{settings.Database}") : "";

    /// <summary>Returns the channel of a stream, subscribed to on the cluster node that holds it. Other nodes cannot delay it.</summary>
    internal RedisChannel Channel(string stream) => RedisChannel.Literal($"{_application}:{{{stream}}}{_database}").WithKeyRouting();

    internal RedisKey RunState(string run) => Run(run) + ":state";

    internal RedisKey RunEvents(string run) => Run(run) + ":events";

    internal RedisKey RunAlive(string run) => Run(run) + ":alive";

    internal RedisKey RunSeen(string run) => Run(run) + ":seen";

    /// <summary>
    /// Returns a channel of a run: that of its events, which its followers hear, or that of its stop, which its producer hears.
    /// </summary>
    internal RedisChannel RunChannel(string run, bool isStop) =>
        RedisChannel.Literal($"{Run(run)}:{(isStop ? "stop" : "news")}{_database}").WithKeyRouting();

    private string Run(string run) => $"{_application}:{{run {run}}}";
}
