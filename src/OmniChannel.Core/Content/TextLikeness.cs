namespace OmniChannel;

/// <summary>How alike two texts are, from 0 to 1: the share of pairs of neighbouring words that they have in common (Dice's coefficient over the multisets). Case, punctuation, line breaks and emoji do not count; a path is a word. Symmetric.</summary>
internal static class TextLikeness
{
    public static double Of(string one, string other) => Of(Pairs(one), Pairs(other));

    public static double Of(IReadOnlyDictionary<(string, string), int> one, IReadOnlyDictionary<(string, string), int> other)
    {
        var all = one.Values.Sum() + other.Values.Sum();
        if (all == 0)
        {
            return 0;
        }

        var shared = one.Sum(pair => Math.Min(pair.Value, other.GetValueOrDefault(pair.Key)));
        return 2.0 * shared / all;
    }

    /// <summary>Each pair with how often it occurs, the beginning and the end being words too; empty for a text without words.</summary>
    public static Dictionary<(string, string), int> Pairs(string text)
    {
        var pairs = new Dictionary<(string, string), int>();
        var before = "";
        foreach (var word in Words(text))
        {
            Add((before, word));
            before = word;
        }

        if (before.Length > 0)
        {
            Add((before, ""));
        }

        return pairs;

        void Add((string, string) pair) => pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
    }

    private static IEnumerable<string> Words(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && i + 1 < text.Length && text[i + 1] == '{' && text.IndexOf("}}", i, StringComparison.Ordinal) is > 0 and var close)
            {
                yield return text[i..(close + 2)];
                i = close + 1;
                continue;
            }

            var from = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            if (i > from)
            {
                yield return text[from..i].ToLowerInvariant();
                i--;
            }
        }
    }
}
