using System.Text;

namespace OmniChannel;

/// <summary>Whether every text keeps the brand's rules of style.</summary>
internal static class StyleCheck
{
    private const int ShortestShout = 4;

    public static IEnumerable<CampaignFinding> Check(SpokenText text, BrandVoice voice) =>
        [.. Exclamations(text, voice), .. Capitals(text, voice), .. Emoji(text, voice), .. AddressForms.Check(text, voice.Formality)];

    private static IEnumerable<CampaignFinding> Exclamations(SpokenText text, BrandVoice voice)
    {
        if (voice.MaxExclamationMarks is not { } most)
        {
            yield break;
        }

        // The HTML says again what the text says: each is counted with the subject, and one finding is enough.
        foreach (var part in new[] { ContentPart.Text, ContentPart.Html })
        {
            var count = 0;
            foreach (var (place, _, visible) in text.Parts.Where(one => one.Place.Part == part || one.Place.Part == ContentPart.Subject))
            {
                for (var at = 0; at < visible.Length; at++)
                {
                    if (visible[at] is '!' or '！' && ++count == most + 1)
                    {
                        var all = text.Parts.Where(one => one.Place.Part == part || one.Place.Part == ContentPart.Subject).Sum(one => one.Visible.Count(c => c is '!' or '！'));
                        yield return text.Warn(CampaignFindingCode.Style, place, at, $"{all} exclamation marks", $"at most {most}", "let the words do it");
                        yield break;
                    }
                }
            }
        }
    }

    private static IEnumerable<CampaignFinding> Capitals(SpokenText text, BrandVoice voice)
    {
        if (voice.AllCaps)
        {
            yield break;
        }

        var codes = (text.Campaign.Facts ?? []).Select(fact => fact.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (place, _, visible) in text.Parts)
        {
            for (var i = 0; i < visible.Length; i++)
            {
                var from = i;
                while (i < visible.Length && char.IsLetterOrDigit(visible[i]))
                {
                    i++;
                }

                var word = visible[from..i];
                if (word.Length >= ShortestShout && word.All(char.IsUpper) && !codes.Contains(word))
                {
                    yield return text.Warn(CampaignFindingCode.Style, place, from, $"\"{word}\" in capitals", "ordinary letters", "write it as other words are written");
                    break;
                }
            }
        }
    }

    private static IEnumerable<CampaignFinding> Emoji(SpokenText text, BrandVoice voice)
    {
        if (voice.EmojiOn is not { } allowed || allowed.Contains(text.Channel))
        {
            yield break;
        }

        foreach (var (place, _, visible) in text.Parts)
        {
            var at = 0;
            foreach (var rune in visible.EnumerateRunes())
            {
                if (IsEmoji(rune))
                {
                    yield return text.Warn(
                        CampaignFindingCode.Style, place, at, $"an emoji, U+{rune.Value:X4}", allowed.Count == 0 ? "none" : $"emoji on {string.Join(", ", allowed)} alone", "say it in words");
                    break;
                }

                at += rune.Utf16SequenceLength;
            }
        }
    }

    private static bool IsEmoji(Rune rune) => rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or 0xFE0F or 0x231A or 0x231B or (>= 0x23E9 and <= 0x23FA);
}
