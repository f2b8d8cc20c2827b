using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Generators.Tests.Documents;

/// <summary>The contract of a server, as an AdditionalFiles item of its client.</summary>
internal sealed class ContractFile(string text) : AdditionalText
{
    public override string Path => "/project/streams.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
