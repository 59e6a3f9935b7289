using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>The words by which a language addresses somebody informally or formally.</summary>
internal static class AddressForms
{
    private static readonly FrozenDictionary<string, (string[] Informal, string[] Formal)> Words = new Dictionary<string, (string[], string[])>
    {
        ["de"] = (["du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "deines", "euch", "euer", "eure"], ["Ihnen", "Sie", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer"]),
        ["fr"] = (["tu", "te", "toi", "ton", "tes"], ["vous", "votre", "vos"]),
        ["es"] = (["tú", "ti", "contigo", "tu", "tus"], ["usted", "ustedes"]),
        ["it"] = (["tu", "ti", "tuo", "tua", "tuoi", "tue"], ["Lei", "Suo", "Sua", "Suoi", "Sue"]),
        ["nl"] = (["jij", "je", "jou", "jouw", "jullie"], ["u", "uw"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<CampaignFinding> Check(SpokenText text, Formality formality)
    {
        if (formality == Formality.Either || !Words.TryGetValue(text.Culture?.Language ?? "", out var words))
        {
            yield break;
        }

        var formal = formality == Formality.Formal;
        foreach (var (place, _, visible) in text.Parts)
        {
            foreach (var word in formal ? words.Informal : words.Formal)
            {
                // "Sie" and "Lei" with a capital at the beginning of a sentence may be she or they.
                var capital = char.IsUpper(word[0]);
                var at = ToneCheck.Find(visible, word, capital ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
                if (at >= 0 && !(capital && BeginsASentence(visible, at)))
                {
                    yield return text.Warn(CampaignFindingCode.Style, place, at, $"\"{word}\"", formal ? "the formal address" : "the informal address", "address the customer as the brand does");
                    break;
                }
            }
        }
    }

    private static bool BeginsASentence(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        return before.IsEmpty || before[^1] is '.' or '!' or '?' or ':' or '…';
    }
}
