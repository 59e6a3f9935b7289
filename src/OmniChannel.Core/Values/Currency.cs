using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>An ISO 4217 currency code with the number of its minor digits.</summary>
[JsonConverter(typeof(TextJsonConverter<Currency>))]
public readonly record struct Currency : IParsable<Currency>
{
    private static readonly FrozenDictionary<string, byte> OtherThanTwo = new Dictionary<string, byte>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0,
        ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3, ["CLF"] = 4, ["UYW"] = 4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names a currency by its three upper-case letters, such as "EUR".</summary>
    /// <exception cref="ArgumentException">The text is not three upper-case ASCII letters.</exception>
    public Currency(string code)
    {
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"'{code}' is not a currency; expected an ISO 4217 code such as \"EUR\".", nameof(code));
        }

        Code = code;
    }

    /// <summary>The three letters; null only for <c>default</c>.</summary>
    public string Code { get; }

    /// <summary>How many digits the minor unit takes: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, list one).</summary>
    public int MinorDigits => Code is not null && OtherThanTwo.TryGetValue(Code, out var digits) ? digits : 2;

    /// <inheritdoc/>
    public override string ToString() => Code ?? "";

    static Currency IParsable<Currency>.Parse(string s, IFormatProvider? provider) => new(s);

    static bool IParsable<Currency>.TryParse(string? s, IFormatProvider? provider, out Currency result) => Text.TryRead(s, static text => new Currency(text), out result);
}
