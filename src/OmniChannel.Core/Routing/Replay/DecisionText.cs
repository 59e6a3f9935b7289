using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>A decision's canonical form: JSON on one line with its members in a fixed order, everything that a host can read of it.</summary>
internal static class DecisionText
{
    public static string Of(Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using var json = new Utf8JsonWriter(buffer, SnapshotText.OneLine);
        Write(json, decision);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject();
        json.WriteString("customer", decision.Customer.Value);
        json.WriteString("campaign", decision.Campaign.Value);
        json.WriteString("purpose", decision.Purpose.Name);
        At(json, "decidedAt", decision.DecidedAt);
        At(json, "expiresAt", decision.ExpiresAt);
        json.WriteString("policy", decision.PolicyName);
        json.WriteString("policyHash", decision.PolicyHash);
        json.WriteString("snapshotHash", decision.SnapshotHash);
        json.WriteString("seed", decision.Seed.ToString(CultureInfo.InvariantCulture));
        if (decision.Choice is { } choice)
        {
            json.WriteStartObject("choice");
            json.WriteString("channel", choice.Channel.Name);
            At(json, "at", choice.At);
            json.WriteString("account", choice.Account);
            json.WriteEndObject();
        }

        if (decision.NothingBecause is { } why)
        {
            json.WritePropertyName("nothingBecause");
            Write(json, why);
        }

        json.WriteStartArray("stepUp");
        foreach (var channel in decision.StepUp)
        {
            json.WriteStringValue(channel.Name);
        }

        json.WriteEndArray();
        if (decision.StepUpAfter is { } after)
        {
            json.WriteNumber("stepUpAfter", after.Ticks);
        }

        Write(json, "assumptions", decision.Assumptions);
        json.WriteStartArray("verdicts");
        foreach (var verdict in decision.Verdicts)
        {
            Write(json, verdict);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChannelVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("channel", verdict.Channel.Name);
        json.WriteNumber("score", verdict.Score);
        At(json, "at", verdict.At);
        if (verdict.Account is { } account)
        {
            json.WriteString("account", account);
        }

        json.WriteBoolean("estimate", verdict.IsEstimate);
        json.WriteNumber("propensity", verdict.Propensity);
        json.WriteStartArray("open");
        foreach (var range in verdict.Open)
        {
            json.WriteNumberValue(range.From.UtcTicks);
            json.WriteNumberValue(range.Until.UtcTicks);
        }

        json.WriteEndArray();
        Write(json, "blocks", verdict.Blocks);
        Write(json, "delays", verdict.Delays);
        json.WriteStartArray("parts");
        foreach (var part in verdict.Parts)
        {
            json.WriteStartObject();
            json.WriteString("term", part.Term.ToString());
            json.WriteNumber("points", part.Points);
            json.WritePropertyName("reason");
            Write(json, part.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (verdict.WouldWinIf is { } change)
        {
            json.WritePropertyName("wouldWinIf");
            Write(json, change);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<GateBlock> blocks)
    {
        json.WriteStartArray(name);
        foreach (var block in blocks)
        {
            json.WriteStartObject();
            json.WriteString("gate", block.Gate.ToString());
            json.WritePropertyName("reason");
            Write(json, block.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Reason> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
        {
            Write(json, reason);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Reason reason)
    {
        json.WriteStartObject();
        json.WriteString("code", reason.Code);
        if (reason.Arguments.Count > 0)
        {
            json.WriteStartObject("arguments");
            foreach (var argument in reason.Arguments)
            {
                json.WriteString(argument.Name, argument.Value);
            }

            json.WriteEndObject();
        }

        if (reason.Causes.Count > 0)
        {
            Write(json, "causes", reason.Causes);
        }

        json.WriteEndObject();
    }

    private static void At(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteNumber(name, known.UtcTicks);
        }
    }
}
