using System.Globalization;

namespace OmniChannel;

/// <summary>Whether two channels have the same text. Variants made of one <see cref="ShortText"/> are meant to.</summary>
internal static class PastedCheck
{
    public static IEnumerable<CampaignFinding> Check(IReadOnlyList<SpokenText> texts, BrandVoice voice)
    {
        foreach (var ofOneCulture in texts.GroupBy(text => text.Culture?.Name ?? ""))
        {
            var all = ofOneCulture.Select(text => (Text: text, Bodies: Bodies(text))).ToList();
            for (var i = 1; i < all.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (one, other) = (all[j], all[i]);
                    if (one.Text.Channel != other.Text.Channel && (one.Text.Variant.ShortText is null || one.Text.Variant.ShortText != other.Text.Variant.ShortText)
                        && Likeness(one.Bodies, other.Bodies) is var (likeness, place) && likeness >= voice.PastedFrom)
                    {
                        yield return other.Text.Warn(
                            CampaignFindingCode.Pasted, place, 0,
                            string.Create(CultureInfo.InvariantCulture, $"the text of {one.Text.Channel} ({Math.Floor(likeness * 100)} % alike)"),
                            "a text made for this channel", "say the same in the words and the length of this channel, or make both of one ShortText");
                        break;
                    }
                }
            }
        }
    }

    private static (double Likeness, ContentPlace Place) Likeness(List<(ContentPlace Place, Dictionary<(string, string), int> Pairs)> one, List<(ContentPlace Place, Dictionary<(string, string), int> Pairs)> other) =>
        one.SelectMany(left => other.Select(right => (Likeness: TextLikeness.Of(left.Pairs, right.Pairs), right.Place))).MaxBy(both => both.Likeness);

    private static List<(ContentPlace Place, Dictionary<(string, string), int> Pairs)> Bodies(SpokenText text)
    {
        var html = ContentPlace.Of(ContentPart.Html);
        var bodies = new List<(ContentPlace, Dictionary<(string, string), int>)>();
        if (text.SourceOf(default) is { Length: <= Template.MaxSource } plain)
        {
            bodies.Add((default, TextLikeness.Pairs(plain)));
        }

        if (text.Variant.Html is { Length: <= Template.MaxSource } marked)
        {
            bodies.Add((html, TextLikeness.Pairs(VisibleText.WithoutTags(marked))));
        }

        return bodies;
    }
}
