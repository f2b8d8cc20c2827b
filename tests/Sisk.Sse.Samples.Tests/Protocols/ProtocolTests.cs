using System.ClientModel;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OpenAI;
using OpenAI.Chat;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.Protocols;

/// <summary>Each protocol of the sample, read by the client that it is for.</summary>
public sealed class ProtocolTests(ProtocolsProgram program) : IClassFixture<ProtocolsProgram>
{
    private string Address => program.Address.OriginalString.TrimEnd('/');

    [Theory]
    [InlineData("how are you", "how are you | ")]
    [InlineData("you fail now", "you | The model is busy. Ask again.")]
    public async Task AI_SDK_reads_the_answer_and_the_error(string question, string expected) =>
        Assert.Equal(expected, await NodeScript.RunAsync("ai", "vercel.mjs", Address, question));

    [Theory]
    [InlineData("how are you", "how are you | ")]
    [InlineData("you fail now", "you | The model is busy. Ask again.")]
    public async Task AG_UI_reads_the_answer_and_the_error(string question, string expected) =>
        Assert.Equal(expected, await NodeScript.RunAsync("@ag-ui/client", "ag-ui.mjs", Address, question));

    [Fact]
    public async Task OpenAI_reads_the_answer_to_its_end()
    {
        var client = Chat();
        var words = new List<string>();
        ChatFinishReason? reason = null;

        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("how are you")], cancellationToken: TestContext.Current.CancellationToken))
        {
            words.AddRange(update.ContentUpdate.Select(part => part.Text));
            reason ??= update.FinishReason;
        }

        Assert.Equal(["how ", "are ", "you "], words);
        Assert.Equal(ChatFinishReason.Stop, reason);
    }

    [Fact]
    public async Task OpenAI_reads_the_refusal()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Chat().CompleteChatAsync([new UserChatMessage("how are you")], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task MCP_client_calls_a_tool_and_hears_of_its_progress()
    {
        await using var client = await McpAsync();
        using var progress = new SemaphoreSlim(0);
        await using var listening = client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (_, _) =>
        {
            progress.Release();
            return ValueTask.CompletedTask;
        });

        var tool = Assert.Single(await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken));
        var result = await client.CallToolAsync(
            tool.Name, new Dictionary<string, object?> { ["text"] = "how are you" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("how are you ", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        for (var words = 0; words < 3; words++)
        {
            Assert.True(await progress.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task MCP_client_hears_of_a_failure()
    {
        await using var client = await McpAsync();

        var failure = await Assert.ThrowsAsync<McpProtocolException>(() => client.CallToolAsync(
            "echo", new Dictionary<string, object?> { ["text"] = "please fail" }, cancellationToken: TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(McpErrorCode.InternalError, failure.ErrorCode);
        Assert.Contains("The request failed.", failure.Message);
    }

    private Task<McpClient> McpAsync() => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = program.At("/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
        cancellationToken: TestContext.Current.CancellationToken);

    private ChatClient Chat() => new(
        "echo", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = program.At("/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });
}
