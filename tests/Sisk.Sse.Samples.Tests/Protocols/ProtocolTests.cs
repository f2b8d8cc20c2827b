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

        await foreach (var update in client.CompleteChatStreamingAsync(
            [new UserChatMessage("how are you")], cancellationToken: TestContext.Current.CancellationToken))
        {
            words.AddRange(update.ContentUpdate.Select(part => part.Text));
            reason ??= update.FinishReason;
        }

        Assert.Equal(["how ", "are ", "you "], words);
        Assert.Equal(ChatFinishReason.Stop, reason);
    }

    /// <summary>The client for Node throws at a part with an error. That for .NET ignores it: the answer has no finish reason.</summary>
    [Fact]
    public async Task OpenAI_gets_a_failure_as_a_part_with_an_error()
    {
        var text = await PostAsync(
            "/v1/chat/completions", """{ "model": "echo", "stream": true, "messages": [{ "role": "user", "content": "you fail now" }] }""");

        var data = text.Split('\n').Where(static line => line.StartsWith("data: ", StringComparison.Ordinal)).TakeLast(2);
        Assert.Equal(["""data: {"error":{"message":"The model is busy. Ask again.","type":"server_error"}}""", "data: [DONE]"], data);
        await foreach (var update in Chat().CompleteChatStreamingAsync(
            [new UserChatMessage("you fail now")], cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Null(update.FinishReason);
        }
    }

    [Fact]
    public async Task OpenAI_reads_the_refusal()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Chat().CompleteChatAsync([new UserChatMessage("how are you")], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(400, failure.Status);
        Assert.Contains("Set stream to true.", failure.Message, StringComparison.Ordinal);
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
            tool.Name,
            new Dictionary<string, object?> { ["text"] = "how are you" },
            new Progress<ProgressNotificationValue>(),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("how are you ", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        for (var words = 0; words < 3; words++)
        {
            Assert.True(await progress.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
    }

    /// <summary>The protocol allows progress only for a request with a token. Clients report other notifications as errors.</summary>
    [Fact]
    public async Task MCP_client_that_does_not_ask_for_progress_gets_the_result_alone()
    {
        var text = await PostAsync("/mcp", """
            { "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "echo", "arguments": { "text": "how are you" } } }
            """);

        var data = Assert.Single(text.Split('\n'), static line => line.StartsWith("data: ", StringComparison.Ordinal));
        Assert.Contains("how are you ", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MCP_client_gets_the_answer_to_its_ping()
    {
        await using var client = await McpAsync();

        Assert.NotNull(await client.PingAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MCP_client_is_told_that_a_method_does_not_exist()
    {
        var text = await PostAsync("/mcp", """{ "jsonrpc": "2.0", "id": 1, "method": "resources/list" }""");

        Assert.Contains("-32601", text, StringComparison.Ordinal);
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

    private async Task<string> PostAsync(string path, string message)
    {
        using var client = new HttpClient();
        using var content = new StringContent(message, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(program.At(path), content, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<McpClient> McpAsync() => McpClient.CreateAsync(
        new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = program.At("/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
        cancellationToken: TestContext.Current.CancellationToken);

    private ChatClient Chat() => new(
        "echo", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = program.At("/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });
}
