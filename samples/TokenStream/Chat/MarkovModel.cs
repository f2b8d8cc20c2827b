using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace TokenStream.Chat;

/// <summary>The Markov chain as a model of Microsoft.Extensions.AI: any other model can take its place.</summary>
public sealed class MarkovModel(MarkovChain chain, TimeProvider time) : IChatClient
{
    private const int UsualLength = 60;

    /// <summary>A word takes a model about so long.</summary>
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(45);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var word in chain.Write(messages.Last().Text, options?.MaxOutputTokens ?? UsualLength, Random.Shared))
        {
            await Task.Delay(_pace, time, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, word);
        }
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
