using System.Globalization;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>A culture by its BCP 47 tag (RFC 5646): a language, with a script and a region if need be, such as "de", "de-AT", "zh-Hant-TW". What does not exist cannot be made. <c>default</c> is no culture: formats as ISO does.</summary>
/// <remarks>
/// Knows languages (ISO 639), scripts (ISO 15924), regions (ISO 3166-1) and how numbers, money and dates are written by itself, not by the machine: the
/// same on every system, with ICU, another version of it, or none (<c>InvariantGlobalization</c>). Immutable and safe for many threads.
/// </remarks>
[JsonConverter(typeof(TextJsonConverter<Culture>))]
public readonly record struct Culture : IParsable<Culture>
{
    /// <summary>Names a culture; letters may be of either case.</summary>
    /// <exception cref="ArgumentException">There is no such culture; the message suggests the one that may be meant.</exception>
    public Culture(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = CultureNames.Canonical(name) ?? throw new ArgumentException(CultureNames.Complaint(name), nameof(name));
    }

    private Culture(string canonical, bool _) => Name = canonical;

    /// <summary>The tag in its usual case, such as "de-AT"; null only for <c>default</c>.</summary>
    public string Name { get; }

    /// <summary>The language alone, such as "de"; empty for <c>default</c>.</summary>
    public string Language => Name is null ? "" : Name.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? Name[..dash] : Name;

    /// <summary>Whether it is written from right to left.</summary>
    public bool IsRightToLeft => Language is "ar" or "he" or "fa" or "ur" or "yi" or "ps" or "sd" or "ug" or "dv" or "ckb" || (Name?.Contains("-Arab", StringComparison.Ordinal) ?? false);

    /// <summary>What it falls back to, as the Unicode locale data have it: "de-AT" to "de", "zh-TW" to "zh-Hant", "es-MX" to "es-419"; null for a language alone and for <c>default</c>.</summary>
    public Culture? Parent => Name is null || CultureNames.Parent(Name) is not { } parent ? null : new Culture(parent, true);

    /// <summary>The culture and what it falls back to, nearest first; empty for <c>default</c>.</summary>
    public IEnumerable<Culture> WithParents()
    {
        for (Culture? at = Name is null ? null : this; at is { } culture; at = culture.Parent)
        {
            yield return culture;
        }
    }

    /// <summary>Reads a tag that may not exist, or have more than is known here ("de-DE-1996"): the longest beginning of it that is a culture.</summary>
    /// <returns>False where not even the language exists.</returns>
    public static bool TryFind(string? tag, out Culture culture)
    {
        for (var rest = tag; !string.IsNullOrEmpty(rest); rest = rest.LastIndexOf('-') is > 0 and var dash ? rest[..dash] : null)
        {
            if (CultureNames.Canonical(rest) is { } canonical)
            {
                culture = new Culture(canonical, true);
                return true;
            }
        }

        culture = default;
        return false;
    }

    /// <summary>An amount as the culture writes it: "1.299,00 €", "$1,299.00". Spaces are ordinary ones, which a text message can carry in GSM-7.</summary>
    public string Format(Money money) => CultureFormat.Of(this).Money(money);

    /// <summary>A number as the culture writes it, with the digits it has.</summary>
    public string Format(decimal number) => CultureFormat.Of(this).Number(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A date as the culture writes it out: "27. November 2026"; in digits where the names of months are not known here.</summary>
    public string Format(DateOnly date) => CultureFormat.Of(this).Date(date);

    /// <summary>The tag; empty for <c>default</c>.</summary>
    public override string ToString() => Name ?? "";

    static Culture IParsable<Culture>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<Culture>.TryParse(string? s, IFormatProvider? provider, out Culture result) => Text.TryRead(s, static text => new Culture(text), out result);
}
