using System.Reflection;
using System.Runtime.Versioning;

namespace Sisk.Sse.Client.Tests;

/// <summary>These tests are about the assembly for netstandard2.0, and no other.</summary>
public sealed class TargetTests
{
    [Fact]
    public void The_client_under_test_is_the_assembly_for_netstandard() => Assert.Equal(
        ".NETStandard,Version=v2.0", typeof(EventStreamClient).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName);
}
