using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Sisk.Sse.Contracts;
using Sisk.Sse.Contracts.TypeScript;

namespace Sisk.Sse.Build;

/// <summary>Writes the stream contract of an assembly, and a TypeScript client of it, to files.</summary>
public sealed class WriteStreamContract : Task
{
    private const string HelpLink = "https://github.com/sisk-http/sisk-sse/blob/main/docs/reference/stream-contract.md#the-check";

    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Gets or sets the path of the compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the path of the contract's file; empty for none.</summary>
    public string ContractFile { get; set; } = "";

    /// <summary>Gets or sets the path of the TypeScript module; empty for none.</summary>
    public string TypeScriptFile { get; set; } = "";

    /// <summary>
    /// Gets or sets a value indicating whether a difference from the contract's file is an error. The file is not written then.
    /// </summary>
    public bool Check { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var json = ContractAttribute.Read(Assembly);
            var contract = json is null
                ? new StreamContract(Path.GetFileNameWithoutExtension(Assembly), default, default)
                : ContractReader.Read(json);
            if (ContractFile.Length > 0)
            {
                WriteOrCheck(contract);
            }

            if (TypeScriptFile.Length > 0 && !Log.HasLoggedErrors)
            {
                Write(TypeScriptFile, TypeScriptModule.Emit(contract));
            }
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or BadImageFormatException or FormatException)
        {
            Fail("SSE070", $"The stream contract of '{Assembly}' cannot be written: {exception.Message}");
        }

        return !Log.HasLoggedErrors;
    }

    private void WriteOrCheck(StreamContract contract)
    {
        var text = ContractWriter.Write(contract, isIndented: true);
        if (!Check)
        {
            Write(ContractFile, text);
        }
        else if (!File.Exists(ContractFile))
        {
            Fail("SSE071", "The contract file is missing. Build once without EventStreamContractCheck, and check the file in.");
        }
        else if (File.ReadAllText(ContractFile).Replace("\r\n", "\n") != text)
        {
            Report(contract);
        }
    }

    private void Report(StreamContract contract)
    {
        StreamContract before;
        try
        {
            before = ContractReader.Read(File.ReadAllText(ContractFile));
        }
        catch (FormatException exception)
        {
            Fail(
                "SSE070",
                $"The contract file cannot be read: {exception.Message} Restore it, or build once without EventStreamContractCheck.");
            return;
        }

        var changes = ContractComparison.Compare(before, contract);
        foreach (var change in changes.OrderByDescending(change => change.IsBreaking))
        {
            Fail(change.IsBreaking ? "SSE073" : "SSE072", (change.IsBreaking ? "Breaking: " : "Harmless: ") + change.Text);
        }

        if (changes.Count == 0)
        {
            Fail("SSE072", "Harmless: the contract file differs in names or descriptions only.");
        }

        Fail(
            "SSE071",
            "The contract file does not describe this build. If the changes are intended, build once without EventStreamContractCheck.");
    }

    /// <summary>Writes a file unless its contents are the same, so that its time causes no further builds.</summary>
    private static void Write(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path).Replace("\r\n", "\n") == text)
        {
            return;
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // The file is replaced in one step, since the builds of several frameworks may write and read it at the same time.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text, _encoding);
            Replace(path, temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Replace(string path, string temporary)
    {
        try
        {
            if (!File.Exists(path))
            {
                File.Move(temporary, path);
                return;
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another build was faster.
        }

        File.Replace(temporary, path, destinationBackupFileName: null);
    }

    private void Fail(string code, string message) =>
        Log.LogError(
            subcategory: null, code, helpKeyword: null, HelpLink, ContractFile.Length > 0 ? ContractFile : Assembly, 0, 0, 0, 0, message);
}
