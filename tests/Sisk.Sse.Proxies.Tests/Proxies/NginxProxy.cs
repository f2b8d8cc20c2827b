using Sisk.Sse.Proxies.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Proxies.Tests.Proxies;

internal sealed class NginxProxy(IReadOnlyList<int> servers) : ProgramProxy("nginx", servers)
{
    // One process, so that to kill it leaves no worker behind.
    protected override string Configure() => $$"""
        daemon off;
        master_process off;
        pid {{Folder}}/pid;
        error_log {{Folder}}/error.log;
        events { }
        http {
            access_log off;
            client_body_temp_path {{Folder}}/body;
            proxy_temp_path {{Folder}}/proxy;
            fastcgi_temp_path {{Folder}}/fastcgi;
            uwsgi_temp_path {{Folder}}/uwsgi;
            scgi_temp_path {{Folder}}/scgi;
        {{Guide.Read("nginx", Port, Servers)}}
        }
        """;

    protected override ChildProgram Run(string path, string file) =>
        new(path, ["-c", file, "-p", Folder, "-e", Path.Combine(Folder, "error.log")]);
}
