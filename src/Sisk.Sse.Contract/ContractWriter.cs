using System;
using Sisk.Sse.Contracts.Json;

namespace Sisk.Sse.Contracts;

/// <summary>Writes a contract as JSON. See docs/reference/stream-contract.md.</summary>
internal static class ContractWriter
{
    /// <param name="contract">The contract.</param>
    /// <param name="isIndented">True for people: each value on a line, and a line end at the end.</param>
    public static string Write(StreamContract contract, bool isIndented)
    {
        var json = new JsonText(isIndented);
        using (json.Object())
        {
            json.Property("version", StreamContract.Version);
            json.Property("name", contract.Name);
            json.Name("streams");
            using (json.Array())
            {
                foreach (var stream in contract.Streams)
                {
                    using (json.Object())
                    {
                        WriteStream(json, stream);
                    }
                }
            }

            json.Name("types");
            using (json.Object())
            {
                foreach (var type in contract.Types)
                {
                    json.Name(type.Id);
                    using (json.Object())
                    {
                        TypeWriter.Write(json, type);
                    }
                }
            }
        }

        return json + (isIndented ? "\n" : "");
    }

    private static void WriteStream(JsonText json, ContractStream stream)
    {
        json.Property("controller", stream.Controller);
        json.Property("name", stream.Name);
        json.Property("method", stream.Method);
        json.Property("route", stream.Route);
        json.Property("kind", Words.Of(stream.Kind));
        json.Property("end", Words.Of(stream.End));
        json.Flag("resumable", stream.IsResumable);
        if (stream.PingInterval is { } ping)
        {
            json.Property("pingInterval", ping);
        }

        if (stream.Payload is not null)
        {
            json.Name("payload");
            TypeWriter.Write(json, stream.Payload);
        }

        json.Name("parameters");
        using (json.Array())
        {
            foreach (var parameter in stream.Parameters)
            {
                using (json.Object())
                {
                    WriteParameter(json, parameter);
                }
            }
        }

        json.Name("events");
        using (json.Array())
        {
            foreach (var @event in stream.Events)
            {
                using (json.Object())
                {
                    WriteEvent(json, @event);
                }
            }
        }
    }

    private static void WriteParameter(JsonText json, ContractParameter parameter)
    {
        json.Property("name", parameter.Name);
        json.Property("in", Words.Of(parameter.Source));
        json.Flag("required", parameter.IsRequired);
        json.Flag("key", parameter.IsKey);
        json.Name("schema");
        TypeWriter.Write(json, parameter.Shape);
    }

    private static void WriteEvent(JsonText json, ContractEvent @event)
    {
        if (@event.Name is not null)
        {
            json.Property("name", @event.Name);
        }

        json.Flag("text", @event.IsText);
        json.Name("schema");
        TypeWriter.Write(json, @event.Shape);
    }
}
