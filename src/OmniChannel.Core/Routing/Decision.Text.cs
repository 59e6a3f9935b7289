using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <content>The decision in words.</content>
public sealed partial record Decision
{
    /// <summary>The decision as a person reads it: what is done, every channel with its score and parts, and why each loser lost. Contains the customer's identifier and no address.</summary>
    public override string ToString() => Explain(ReasonTexts.English);

    /// <summary>The decision in the words of a culture.</summary>
    public string Explain(ReasonTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var text = new StringBuilder(1_024);
        texts.Append(text, Headline());
        text.Append('\n');
        foreach (var assumption in Assumptions)
        {
            texts.Append(text.Append("  "), About("decision.note", assumption));
            text.Append('\n');
        }

        foreach (var verdict in Verdicts)
        {
            Append(text, verdict, texts);
        }

        var madeBy = Reason.Of(
            "decision.made-by", new ReasonArgument("policy", PolicyName), Short("policy-hash", PolicyHash), Short("snapshot-hash", SnapshotHash));
        texts.Append(text.Append("  "), madeBy);
        return text.ToString();
    }

    /// <summary>One sentence on why a channel was not chosen, and what would change it; null for the one that was, and for a channel that was not considered.</summary>
    public string? WhyNot(Channel channel, ReasonTexts? texts = null)
    {
        if (this[channel] is not { WouldWinIf: { } change } verdict)
        {
            return null;
        }

        var named = new ReasonArgument("channel", channel);
        var why = verdict.IsEligible
            ? Reason.Of("why-not.scored", named, new ReasonArgument("score", verdict.Score)) with { Causes = [.. Against(verdict), change] }
            : Reason.Of("why-not.shut", named) with { Causes = [.. WhyShut(verdict)] };
        return (texts ?? ReasonTexts.English).Of(why);
    }

    /// <summary>What spoke against a channel, the weightiest first; two things are enough for a sentence.</summary>
    private static IEnumerable<Reason> Against(ChannelVerdict verdict) =>
        verdict.Parts.Where(part => part.Points < 0).OrderBy(part => part.Points).Take(2).Select(part => part.Reason);

    /// <summary>Everything that keeps a channel shut, one behind the other, and what would become of it without.</summary>
    private static IEnumerable<Reason> WhyShut(ChannelVerdict verdict) =>
        verdict.WouldWinIf is not { } change ? verdict.Blocks.Select(block => block.Reason)
        : change.Causes.Count > 0 ? change.Causes.Append(change)
        : verdict.Blocks.Select(block => block.Reason).Append(change);

    private static ReasonArgument Short(string name, string hash) => new(name, hash[..Math.Min(12, hash.Length)]);

    internal Reason Headline()
    {
        var campaign = new ReasonArgument("campaign", Campaign.Value);
        var customer = new ReasonArgument("customer", Customer.Value);
        return Choice is not { } choice
            ? Reason.Of("decision.nothing", campaign, customer) with { Causes = [NothingBecause!] }
            : Reason.Of(
                choice.At <= DecidedAt ? "decision.now" : "decision.later",
                campaign,
                customer,
                new ReasonArgument("channel", choice.Channel),
                new ReasonArgument("at", choice.At),
                new ReasonArgument("account", choice.Account));
    }

    private static void Append(StringBuilder text, ChannelVerdict verdict, ReasonTexts texts)
    {
        var name = texts.NameOf(verdict.Channel.Name);
        if (verdict.IsEligible)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-14} {verdict.Score,6}  ");
            for (var i = 0; i < verdict.Parts.Count; i++)
            {
                var part = verdict.Parts[i];
                text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{part.Points:+0;-0;0} {texts.Word(Code(part.Term))} (");
                texts.Append(text, part.Reason);
                text.Append(')');
            }

            text.Append('\n');
            foreach (var delay in verdict.Delays)
            {
                AppendLine(text, About("decision.waits", delay.Reason), texts);
            }

            if (verdict.WouldWinIf is { } change)
            {
                AppendLine(text, change, texts);
            }
        }
        else
        {
            var (reasons, shut) = (WhyShut(verdict).ToList(), texts.Word("decision.shut"));
            text.Append(CultureInfo.InvariantCulture, $"  {name,-14} {shut,6}  ");
            for (var i = 0; i < reasons.Count; i++)
            {
                texts.Append(i == 0 ? text : text.Append(' ', 25), reasons[i]);
                text.Append('\n');
            }

            _ = reasons.Count == 0 ? text.Append('\n') : text;
        }
    }

    private static void AppendLine(StringBuilder text, Reason reason, ReasonTexts texts)
    {
        texts.Append(text.Append(' ', 25), reason);
        text.Append('\n');
    }

    private static Reason About(string code, Reason cause) => Reason.Of(code) with { Causes = [cause] };

    internal static string Code(ScoreTerm term) => term switch
    {
        ScoreTerm.LeadQuality => "term.lead-quality",
        ScoreTerm.ChanceToBuy => "term.chance-to-buy",
        ScoreTerm.Liking => "term.liking",
        ScoreTerm.Persona => "term.persona",
        ScoreTerm.Usage => "term.usage",
        ScoreTerm.Device => "term.device",
        ScoreTerm.Stage => "term.stage",
        ScoreTerm.Presence => "term.presence",
        ScoreTerm.Cost => "term.cost",
        ScoreTerm.Rule => "term.rule",
        ScoreTerm.Plan => "term.plan",
        ScoreTerm.Waiting => "term.waiting",
        _ => "term." + term.ToString().ToLowerInvariant(),
    };
}
