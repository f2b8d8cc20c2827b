using Sisk.Sse.Proxies.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Proxies.Tests.Proxies;

internal sealed class HaProxy(IReadOnlyList<int> servers) : ProgramProxy("haproxy", servers)
{
    protected override string Configure() => Guide.Read("haproxy", Port, Servers);

    // In the foreground, without further processes.
    protected override ChildProgram Run(string path, string file) => new(path, ["-db", "-q", "-f", file]);
}
