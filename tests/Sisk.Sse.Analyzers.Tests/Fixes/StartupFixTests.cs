using Microsoft.CodeAnalysis.CodeFixes;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>The two calls that an application makes.</summary>
public sealed class StartupFixTests
{
    private static readonly Settings _bare = new() { HasStartup = false };

    private const string Stream = "public class Streams { [RouteGet(\"/a\")] public EventStream<int> A() => new(); }";

    [Theory]
    [InlineData(FixAllScope.Custom)]
    [InlineData(FixAllScope.Solution)]
    public Task The_calls_are_added_where_the_application_is_built(FixAllScope scope) => Fixing.VerifyAsync<AddCallsFix>(
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    var app = builder.Build();
                    app.Run();
                }
            }
            """,
        ],
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    builder.Services.AddEventStreams();
                    var app = builder.Build();
                    app.MapEventStreams();
                    app.Run();
                }
            }
            """,
        ],
        scope,
        _bare);

    [Fact]
    public Task The_calls_are_not_added_within_a_directive() => Fixing.VerifyAsync<AddCallsFix>(
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
            #if !RELEASE
                    builder.Services.AddLogging();
            #endif
                    // The application.
                    var app = builder.Build();
            #if TRACE
                    app.UseHsts();
            #endif
                    app.Run();
                }
            }
            """,
        ],
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
            #if !RELEASE
                    builder.Services.AddLogging();
            #endif
                    builder.Services.AddEventStreams();
                    // The application.
                    var app = builder.Build();
                    app.MapEventStreams();
            #if TRACE
                    app.UseHsts();
            #endif
                    app.Run();
                }
            }
            """,
        ],
        FixAllScope.Custom,
        _bare);

    [Fact]
    public Task A_comment_after_the_line_stays_there_alone() => Fixing.VerifyAsync<AddCallsFix>(
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();

                    // The application.
                    var app = builder.Build(); // built
                    app.Run();
                }
            }
            """,
        ],
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    builder.Services.AddEventStreams();

                    // The application.
                    var app = builder.Build(); // built
                    app.MapEventStreams();
                    app.Run();
                }
            }
            """,
        ],
        FixAllScope.Custom,
        _bare);

    [Fact]
    public Task The_calls_may_have_to_stand_on_one_line() => Fixing.VerifyAsync<AddCallsFix>(
        [Stream, "public static class Program { public static void Run() { var builder = WebApplication.CreateBuilder(); var app = builder.Build(); /* runs */ app.Run(); } }"],
        [
            Stream,
            "public static class Program { public static void Run() { var builder = WebApplication.CreateBuilder(); "
            + "builder.Services.AddEventStreams(); var app = builder.Build(); /* runs */ app.MapEventStreams(); app.Run(); } }",
        ],
        FixAllScope.Custom,
        _bare);

    [Fact]
    public Task A_project_that_maps_without_adding_gets_the_other_call() => Fixing.VerifyAsync<AddCallsFix>(
        """
        public static class Program
        {
            public static void Run()
            {
                var builder = WebApplication.CreateBuilder();

                var app = builder.Build();
                app.MapEventStreams();
            }
        }
        """,
        """
        public static class Program
        {
            public static void Run()
            {
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddEventStreams();

                var app = builder.Build();
                app.MapEventStreams();
            }
        }
        """,
        _bare);

    [Fact]
    public Task Other_builders_are_left_alone() => Fixing.VerifyAsync<AddCallsFix>(
        """
        public static class Program
        {
            public static void Run()
            {
                var settings = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
                var configuration = settings.Build();
                var builder = WebApplication.CreateBuilder();
                var app = builder.Build();
                app.MapEventStreams();
            }
        }
        """,
        """
        public static class Program
        {
            public static void Run()
            {
                var settings = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
                var configuration = settings.Build();
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddEventStreams();
                var app = builder.Build();
                app.MapEventStreams();
            }
        }
        """,
        _bare);

    [Fact]
    public Task Adding_to_health_checks_is_not_adding_to_the_services() => Fixing.VerifyAsync<AddCallsFix>(
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    builder.Services.AddHealthChecks().AddEventStreams();
                    var app = builder.Build();
                }
            }
            """,
        ],
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    builder.Services.AddHealthChecks().AddEventStreams();
                    builder.Services.AddEventStreams();
                    var app = builder.Build();
                    app.MapEventStreams();
                }
            }
            """,
        ],
        FixAllScope.Custom,
        _bare);
}
