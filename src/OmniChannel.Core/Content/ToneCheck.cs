namespace OmniChannel;

/// <summary>Whether every text has the words that are wanted, and none that are forbidden.</summary>
internal static class ToneCheck
{
    public static IEnumerable<CampaignFinding> Check(SpokenText text, BrandVoice voice)
    {
        foreach (var tone in voice.Tone.Concat(text.Campaign.Tone ?? []).Where(tone => text.Is(tone.Culture)))
        {
            if (tone.Wanted.Count > 0 && !tone.Wanted.Any(word => text.Parts.Any(part => Find(part.Visible, word) >= 0)))
            {
                yield return text.Warn(
                    CampaignFindingCode.ToneWordMissing, null, null, "none of the wanted words", $"one of {string.Join(", ", tone.Wanted)}", "say it in the tone of the brand");
            }

            foreach (var word in tone.Forbidden)
            {
                foreach (var (place, _, visible) in text.Parts)
                {
                    if (Find(visible, word) is >= 0 and var at)
                    {
                        yield return text.Warn(CampaignFindingCode.ForbiddenWord, place, at, $"\"{word}\"", "not this word", "say it in other words");
                    }
                }
            }
        }
    }

    /// <summary>Where a whole word stands, without case; a word that ends with '*' is the beginning of one. -1 for nowhere.</summary>
    internal static int Find(string text, string word, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        var open = word.EndsWith('*');
        var sought = open ? word[..^1] : word;
        if (sought.Length == 0)
        {
            return -1;
        }

        for (var from = 0; text.IndexOf(sought, from, comparison) is >= 0 and var at; from = at + 1)
        {
            var end = at + sought.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (open || end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return -1;
    }
}
