using System.Text.RegularExpressions;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Contracts.TypeScript;
using Sisk.Sse.Generators.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>The TypeScript blocks of the README and the guides, each as a file beside the module, under the strict compiler.</summary>
public sealed partial class GuideCodeTests
{
    /// <summary>The names that a block may use without declaring them.</summary>
    private const string Given = """
        declare function show(text: string): void;
        declare function token(): Promise<string>;
        declare function defineConfig(config: object): object;
        declare let lines: string[];
        declare const signal: AbortSignal, text: string, url: string, body: string, authorization: string;
        """;

    /// <summary>The parts of React's types that the guide uses.</summary>
    private const string React = """
        declare module "react" {
          export function useEffect(effect: () => void | (() => void), dependencies?: readonly unknown[]): void;
          export function useRef<T>(value: T): { current: T };
          export function useState<T>(): [T | undefined, (value: T) => void];
          export function useState<T>(value: T): [T, (value: T) => void];
        }
        declare module "react/jsx-runtime" {
          export namespace JSX { interface IntrinsicElements { [name: string]: object } }
        }
        """;

    private static readonly string[] _documents =
    [
        "README.md",
        "docs/guides/clients.md",
        "docs/guides/clients-react.md",
        "docs/guides/clients-typescript.md",
        "docs/guides/resumable-answers.md",
    ];

    /// <summary>All in one run of the compiler, which takes seconds to read the types of the browser.</summary>
    [Fact]
    public async Task Blocks_compile_as_they_stand()
    {
        using var folder = new TemporaryFolder();
        folder.Write("given.d.ts", Given);
        folder.Write("react.d.ts", React);
        string[] files = [.. _documents.SelectMany(document => WriteBlocks(folder, document))];

        var (exitCode, output) = await Node.CompileAsync(
            folder.Path,
            [
                "--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler",
                "--moduleDetection", "force", "--types", "", "--lib", "es2023,dom,dom.iterable,dom.asynciterable", "--jsx", "react-jsx",
                "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--erasableSyntaxOnly", "--verbatimModuleSyntax",
                "--noUnusedLocals", "--noUnusedParameters",
                "given.d.ts", "react.d.ts", .. files,
            ]);

        Assert.True(exitCode == 0, output);
    }

    /// <summary>Writes the blocks of a document into a folder of its own, beside the module. Returns their files.</summary>
    private static List<string> WriteBlocks(TemporaryFolder folder, string document)
    {
        var text = Repository.Read(document);
        var name = Path.GetFileNameWithoutExtension(document);
        folder.Write($"{name}/streams.ts", TypeScriptModule.Emit(ProjectContract.OfFile(SourceOf(document, text))));
        var files = new List<string>();
        foreach (var block in Block().Matches(text).Where(IsTypeScript))
        {
            var file = NameOf(block.Groups["code"].Value) ?? $"block{files.Count}";
            files.Add($"{name}/{file}.{block.Groups["language"].Value}");
            folder.Write(files[^1], block.Groups["code"].Value);
        }

        Assert.NotEmpty(files);
        return files;
    }

    /// <summary>Returns the server's code: that of the document if its blocks use streams of their own, otherwise the shop.</summary>
    private static string SourceOf(string document, string text) => document.EndsWith("resumable-answers.md", StringComparison.Ordinal)
        ? Block().Matches(text).First(static block => block.Groups["language"].Value == "csharp").Groups["code"].Value
        : SourceTexts.Contract;

    private static bool IsTypeScript(Match block) => block.Groups["language"].Value is "ts" or "tsx";

    /// <summary>Returns the name of a hook, which is also that of its file, or null.</summary>
    private static string? NameOf(string code) => Hook().Match(code) is { Success: true } hook ? hook.Value : null;

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<=^export function )use\w+", RegexOptions.Multiline)]
    private static partial Regex Hook();
}
