namespace OmniChannel.Storage;

/// <summary>The order of UTF-8 bytes, which is that of code points: as SQL stores list keys.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var same = x.AsSpan().CommonPrefixLength(y);
        return same == x.Length || same == y.Length ? x.Length.CompareTo(y.Length) : Weight(x[same]).CompareTo(Weight(y[same]));
    }

    /// <summary>Characters beyond the first plane are pairs of surrogates, which UTF-16 places before U+E000 and UTF-8 after everything.</summary>
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
