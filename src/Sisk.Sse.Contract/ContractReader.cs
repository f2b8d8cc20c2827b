using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sisk.Sse.Contracts.Json;

namespace Sisk.Sse.Contracts;

/// <summary>Reads a contract from JSON.</summary>
internal static class ContractReader
{
    /// <exception cref="FormatException">The text is not a contract, or one of a later version.</exception>
    public static StreamContract Read(string json)
    {
        var root = JsonReader.Read(json);
        if (root.Number("version") is not StreamContract.Version)
        {
            throw new FormatException(
                $"The version of the stream contract is not {StreamContract.Version.ToString(CultureInfo.InvariantCulture)}. "
                + "Use the version of Sisk.Sse that wrote it.");
        }

        var contract = new StreamContract(
            root.TextOf("name"),
            root.ItemsOf("streams").Select(ReadStream).ToEquatableArray(),
            (root.Find("types")?.Properties ?? new Dictionary<string, JsonValue>())
                .Select(pair => TypeReader.Read(pair.Key, pair.Value)).ToEquatableArray());
        ReferenceCheck.Check(contract);
        return contract;
    }

    private static ContractStream ReadStream(JsonValue json) => new(
        json.TextOf("controller"),
        json.TextOf("name"),
        json.TextOf("method"),
        json.TextOf("route"),
        Words.Parse<StreamKind>(json.TextOf("kind")),
        Words.Parse<StreamEnd>(json.TextOf("end")),
        json.Find("payload") is { } payload ? TypeReader.ReadShape(payload) : null,
        json.ItemsOf("parameters").Select(ReadParameter).ToEquatableArray(),
        json.ItemsOf("events").Select(ReadEvent).ToEquatableArray(),
        json.Flag("resumable"),
        json.Number("pingInterval"));

    private static ContractParameter ReadParameter(JsonValue json) => new(
        json.TextOf("name"),
        Words.Parse<ParameterPlace>(json.TextOf("in")),
        TypeReader.ReadShape(json.Find("schema")),
        json.Flag("required"),
        json.Flag("key"));

    private static ContractEvent ReadEvent(JsonValue json) =>
        new(json.FindText("name"), TypeReader.ReadShape(json.Find("schema")), json.Flag("text"));
}
