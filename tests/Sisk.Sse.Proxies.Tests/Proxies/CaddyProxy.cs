using Sisk.Sse.Proxies.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Proxies.Tests.Proxies;

internal sealed class CaddyProxy(IReadOnlyList<int> servers) : ProgramProxy("caddy", servers)
{
    protected override string Configure() => $$"""
        {
            admin off
            log {
                level ERROR
            }
        }
        {{Guide.Read("caddyfile", Port, Servers)}}
        """;

    // It keeps certificates and its last configuration in folders that these variables name.
    protected override ChildProgram Run(string path, string file) =>
        new(
            "/usr/bin/env",
            [$"XDG_CONFIG_HOME={Folder}", $"XDG_DATA_HOME={Folder}", path, "run", "--adapter", "caddyfile", "--config", file]);
}
