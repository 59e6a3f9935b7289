using System.Buffers;

namespace OmniChannel;

/// <summary>Into how many parts a text message falls. Each is billed. <c>default</c> is no measure: use <see cref="Of"/>.</summary>
public readonly record struct SmsSegments
{
    private const string Extension = "|^€{}[]~\\\f";
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Alphabet + Extension);
    private static readonly SearchValues<char> Extended = SearchValues.Create(Extension);

    /// <summary>The alphabet that the text needs.</summary>
    public SmsEncoding Encoding { get; private init; }

    /// <summary>The number of parts; 1 for an empty text.</summary>
    public int Count { get; private init; }

    /// <summary>The length in septets (GSM-7, an extended character takes 2) or UTF-16 units (UCS-2), without the headers that join the parts.</summary>
    public int Units { get; private init; }

    /// <summary>Where the first character stands that GSM-7 lacks, in UTF-16 units from 0: <c>ç</c>, a back-tick, an emoji; null when there is none.</summary>
    public int? FirstOutsideGsm7 { get; private init; }

    /// <summary>
    /// Measures a text: one part holds 160 septets or 70 units; several hold 153 or 67 each, six octets being the header that joins them
    /// (3GPP TS 23.040, 9.2.3.24.1). Neither an escape pair nor a surrogate pair is torn between two parts.
    /// </summary>
    public static SmsSegments Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var outside = text.AsSpan().IndexOfAnyExcept(Gsm);
        var isGsm = outside < 0;
        var units = isGsm ? text.Length + Extensions(text) : text.Length;
        var (single, joined) = isGsm ? (160, 153) : (70, 67);
        return new SmsSegments
        {
            Encoding = isGsm ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2,
            Units = units,
            FirstOutsideGsm7 = isGsm ? null : outside,
            Count = units <= single ? 1 : Parts(text, isGsm, joined),
        };
    }

    private static int Extensions(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOfAny(Extended); at >= 0; at = text.IndexOfAny(Extended))
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }

    private static int Parts(string text, bool isGsm, int capacity)
    {
        var (parts, free) = (1, capacity);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = !isGsm && i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            var size = isPair || (isGsm && Extended.Contains(text[i])) ? 2 : 1;
            if (size > free)
            {
                (parts, free) = (parts + 1, capacity);
            }

            free -= size;
            i += isPair ? 1 : 0;
        }

        return parts;
    }
}
