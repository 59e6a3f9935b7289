namespace OmniChannel;

/// <summary>What a channel counts when it limits a text.</summary>
public enum TextUnit
{
    /// <summary>UTF-16 code units, as most providers count.</summary>
    Utf16,

    /// <summary>Unicode grapheme clusters: what a reader calls a character.</summary>
    Graphemes,

    /// <summary>Bytes of UTF-8.</summary>
    Utf8Bytes,

    /// <summary>Parts of a text message: 160 or 153 GSM-7 septets, or 70 or 67 UCS-2 units (3GPP TS 23.038, 23.040).</summary>
    SmsSegments,

    /// <summary>Weighted characters of X: most Latin and symbols count 1, everything else and every emoji 2, a link with its scheme 23 (twitter-text, configuration 3).</summary>
    XWeighted,
}
