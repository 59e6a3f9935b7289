using System.Buffers;

namespace OmniChannel.Expressions;

/// <summary>Text counted, cut and ordered by Unicode code points, over UTF-16.</summary>
internal static class CodePoints
{
    private static readonly SearchValues<char> Surrogates = SearchValues.Create(
        [.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    public static bool HasSurrogates(ReadOnlySpan<char> text) => text.IndexOfAny(Surrogates) >= 0;

    public static int Count(ReadOnlySpan<char> text)
    {
        if (!HasSurrogates(text))
        {
            return text.Length;
        }

        var count = 0;
        for (var at = 0; at < text.Length; at += Width(text, at))
        {
            count++;
        }

        return count;
    }

    /// <summary>UTF-16 units of the code point at a place: 2 for a pair, 1 for anything else.</summary>
    public static int Width(ReadOnlySpan<char> text, int at)
        => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>The UTF-16 place of a code point counted from 0; -1 beyond the end. The end itself is a place.</summary>
    public static int Offset(ReadOnlySpan<char> text, long codePoint)
    {
        if (codePoint < 0 || codePoint > text.Length)
        {
            return -1;
        }

        if (!HasSurrogates(text))
        {
            return (int)codePoint;
        }

        var at = 0;
        for (; codePoint > 0 && at < text.Length; codePoint--)
        {
            at += Width(text, at);
        }

        return codePoint == 0 ? at : -1;
    }

    /// <summary>-1, 0 or 1 by code points: UTF-16 alone would put U+FFFF behind U+10000.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (one, other) = (left[common], right[common]);
        return char.IsSurrogate(one) == char.IsSurrogate(other)
            ? (one < other ? -1 : 1)
            : char.IsSurrogate(one) ? 1 : -1;
    }

    /// <summary>Whether every surrogate has its other half.</summary>
    public static bool AreWhole(ReadOnlySpan<char> text) => FirstLoneSurrogate(text) < 0;

    /// <summary>The place of the first half of a pair that stands alone; -1 for none.</summary>
    public static int FirstLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Surrogates); at >= 0 && at < text.Length; at += Width(text, at))
        {
            if (char.IsSurrogate(text[at]) && Width(text, at) == 1)
            {
                return at;
            }
        }

        return -1;
    }
}
