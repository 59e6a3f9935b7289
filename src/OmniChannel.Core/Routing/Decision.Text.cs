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
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Headline(texts)}\n");
        foreach (var assumption in Assumptions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  note: {texts.Of(assumption)}\n");
        }

        foreach (var verdict in Verdicts)
        {
            Append(text, verdict, texts);
        }

        text.Append(CultureInfo.InvariantCulture, $"  policy \"{PolicyName}\" {PolicyHash[..12]}, snapshot {SnapshotHash[..12]}");
        return text.ToString();
    }

    /// <summary>One sentence on why a channel was not chosen, and what would change it; null for the one that was, and for a channel that was not considered.</summary>
    public string? WhyNot(Channel channel, ReasonTexts? texts = null)
    {
        if (this[channel] is not { WouldWinIf: { } change } verdict)
        {
            return null;
        }

        var words = texts ?? ReasonTexts.English;
        return verdict.IsEligible
            ? $"{EnglishTexts.ChannelName(channel.Name)} scored {verdict.Score}: {words.Of(change)}."
            : $"{EnglishTexts.ChannelName(channel.Name)} was shut because {words.Of(verdict.Blocks[0].Reason)}: {words.Of(change)}.";
    }

    private string Headline(ReasonTexts texts)
    {
        if (Choice is not { } choice)
        {
            return $"{Campaign} for {Customer}: nothing is sent, because {texts.Of(NothingBecause!)}";
        }

        var when = choice.At <= DecidedAt ? "now" : "at " + choice.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        return $"{Campaign} for {Customer}: {EnglishTexts.ChannelName(choice.Channel.Name)}, {when}, by account \"{choice.Account}\"";
    }

    private static void Append(StringBuilder text, ChannelVerdict verdict, ReasonTexts texts)
    {
        var name = EnglishTexts.ChannelName(verdict.Channel.Name);
        if (verdict.IsEligible)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-14} {verdict.Score,6}  ");
            text.AppendJoin(", ", verdict.Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Points:+0;-0;0} {Word(p.Term)} ({texts.Of(p.Reason)})")));
            text.Append('\n');
            foreach (var delay in verdict.Delays)
            {
                text.Append(CultureInfo.InvariantCulture, $"                        waits: {texts.Of(delay.Reason)}\n");
            }
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-14}   shut  {Word(verdict.Blocks[0].Gate)}: {texts.Of(verdict.Blocks[0].Reason)}\n");
        }

        if (verdict.WouldWinIf is { } change)
        {
            text.Append(CultureInfo.InvariantCulture, $"                        {texts.Of(change)}\n");
        }
    }

    private static string Word(ScoreTerm term) => term switch
    {
        ScoreTerm.LeadQuality => "lead quality",
        ScoreTerm.ChanceToBuy => "chance to buy",
        _ => term.ToString().ToLowerInvariant(),
    };

    private static string Word(Gate gate) => gate switch
    {
        Gate.QuietHours => "quiet hours",
        Gate.FrequencyCap => "frequency cap",
        Gate.ProviderHealth => "provider health",
        _ => gate.ToString().ToLowerInvariant(),
    };
}
