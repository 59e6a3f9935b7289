using System.Globalization;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Writes a decision with its reasons as JSON for hosts. The canonical form, which replays compare, is <see cref="DecisionText"/>: it has no words.</summary>
internal sealed class DecisionJson(Utf8JsonWriter json, ReasonTexts texts)
{
    /// <summary>The version of the shape: it rises when a member changes its meaning or goes, not when one is added.</summary>
    private const int Version = 1;

    private static readonly string[] Gates =
        ["capability", "address", "suppression", "consent", "relevance", "rules", "quiet-hours", "frequency-cap", "budget", "provider-health"]; // in the order of Gate

    public void Write(Decision decision)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("text", texts.Of(decision.Headline()));
        json.WriteString("customer", decision.Customer.Value);
        json.WriteString("campaign", decision.Campaign.Value);
        json.WriteString("purpose", decision.Purpose.Name);
        At("decidedAt", decision.DecidedAt);
        At("expiresAt", decision.ExpiresAt);
        Write(decision.Choice);
        Write("nothingBecause", decision.NothingBecause);
        StepUp(decision);
        json.WriteStartArray("notes");
        foreach (var note in decision.Assumptions)
        {
            Write(note);
        }

        json.WriteEndArray();
        json.WriteStartArray("channels");
        foreach (var verdict in decision.Verdicts)
        {
            Write(decision, verdict);
        }

        json.WriteEndArray();
        json.WriteStartObject("policy");
        json.WriteString("name", decision.PolicyName);
        json.WriteString("hash", decision.PolicyHash);
        json.WriteEndObject();
        json.WriteString("snapshotHash", decision.SnapshotHash is { Length: > 0 } hash ? hash : null);
        json.WriteString("seed", decision.Seed.ToString(CultureInfo.InvariantCulture)); // a text: 64 bits are more than a JavaScript number holds
        json.WriteEndObject();
    }

    private void Write(ChannelChoice? choice)
    {
        if (choice is null)
        {
            json.WriteNull("choice");
            return;
        }

        json.WriteStartObject("choice");
        Channel(choice.Channel);
        At("at", choice.At);
        json.WriteString("account", choice.Account);
        json.WriteEndObject();
    }

    private void StepUp(Decision decision)
    {
        json.WriteStartObject("stepUp");
        json.WriteStartArray("channels");
        foreach (var channel in decision.StepUp)
        {
            json.WriteStringValue(channel.Name);
        }

        json.WriteEndArray();
        if (decision.StepUpAfter is { } after)
        {
            json.WriteNumber("afterSeconds", after.Ticks / (decimal)TimeSpan.TicksPerSecond);
        }
        else
        {
            json.WriteNull("afterSeconds");
        }

        json.WriteEndObject();
    }

    private void Write(Decision decision, ChannelVerdict verdict)
    {
        json.WriteStartObject();
        Channel(verdict.Channel);
        json.WriteBoolean("eligible", verdict.IsEligible);
        At("at", verdict.At);
        json.WriteString("account", verdict.Account);
        json.WriteBoolean("estimate", verdict.IsEstimate);
        json.WriteNumber("propensity", verdict.Propensity);
        json.WriteNumber("score", verdict.Score);
        json.WriteStartArray("parts");
        foreach (var part in verdict.Parts)
        {
            Write(part);
        }

        json.WriteEndArray();
        json.WriteStartArray("gates");
        WriteGates(verdict);
        json.WriteEndArray();
        json.WriteStartArray("rules");
        WriteRules(decision, verdict.Channel);
        json.WriteEndArray();
        json.WriteStartArray("open");
        foreach (var range in verdict.Open)
        {
            json.WriteStartObject();
            At("from", range.From);
            At("until", range.Until);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write("wouldWinIf", verdict.WouldWinIf);
        json.WriteString("whyNot", decision.WhyNot(verdict.Channel, texts));
        json.WriteEndObject();
    }

    private void Write(ScorePart part)
    {
        var code = Decision.Code(part.Term);
        json.WriteStartObject();
        json.WriteString("term", code["term.".Length..]);
        json.WriteString("text", texts.Word(code));
        json.WriteNumber("points", part.Points);
        Write("reason", part.Reason);
        json.WriteEndObject();
    }

    /// <summary>All ten, in their order. None for a message that has expired: nothing was asked.</summary>
    private void WriteGates(ChannelVerdict verdict)
    {
        if (!verdict.IsEligible && verdict.Blocks.Count == 0)
        {
            return;
        }

        for (var gate = Gate.Capability; gate <= Gate.ProviderHealth; gate++)
        {
            var (shut, later) = (At(verdict.Blocks, gate), At(verdict.Delays, gate));
            json.WriteStartObject();
            json.WriteString("gate", Gates[(int)gate]);
            json.WriteString("state", shut is not null ? "shut" : later is not null ? "later" : "open");
            Write("reason", shut ?? later);
            json.WriteEndObject();
        }
    }

    /// <summary>Every rule that speaks of the channel. None for a decision that a host made up.</summary>
    private void WriteRules(Decision decision, Channel channel)
    {
        if (decision is not { Policy: { } policy, Snapshot: { } snapshot })
        {
            return;
        }

        foreach (var judged in JudgedRule.All(snapshot, policy, snapshot.Channels.First(one => one.Channel == channel)))
        {
            json.WriteStartObject();
            json.WriteNumber("place", judged.Place);
            json.WriteString("kind", judged.Kind);
            json.WriteString("state", judged.Fires switch { Truth.True => "fires", Truth.False => "rests", _ => "fact-missing" });
            json.WriteNumber("points", judged.Points);
            json.WriteString("asks", judged.Rule.Asked);
            json.WriteString("because", judged.Rule.Because);
            json.WriteEndObject();
        }
    }

    private static Reason? At(IReadOnlyList<GateBlock> blocks, Gate gate)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Gate == gate)
            {
                return blocks[i].Reason;
            }
        }

        return null;
    }

    private void Write(string name, Reason? reason)
    {
        if (reason is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        Write(reason);
    }

    private void Write(Reason reason)
    {
        json.WriteStartObject();
        json.WriteString("code", reason.Code);
        json.WriteStartObject("arguments");
        foreach (var argument in reason.Arguments)
        {
            json.WriteString(argument.Name, argument.Value);
        }

        json.WriteEndObject();
        json.WriteStartArray("causes");
        foreach (var cause in reason.Causes)
        {
            Write(cause);
        }

        json.WriteEndArray();
        json.WriteString("text", texts.Of(reason));
        json.WriteEndObject();
    }

    private void Channel(Channel channel)
    {
        json.WriteString("channel", channel.Name);
        json.WriteString("name", texts.NameOf(channel.Name));
    }

    private void At(string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
