using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>Which languages, scripts and regions there are, and what falls back to what.</summary>
internal static class CultureNames
{
    private const int Longest = 11;
    private const int LongestTag = 35;

    private static readonly FrozenSet<string> Languages = Words(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy
        ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
        lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
        sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        ceb ckb dsb fil gsw haw hmn hsb kok nds pap sco tpi yue
        """).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Scripts = Words(
        "Arab Armn Beng Cyrl Deva Ethi Geor Grek Gujr Guru Hans Hant Hebr Jpan Khmr Knda Kore Laoo Latn Mlym Mong Mymr Sinh Taml Telu Tfng Thai Tibt")
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What people write for a culture, and what it is called.</summary>
    private static readonly FrozenDictionary<string, string> Meant = Words(
        """
        ger=de deu=de german=de deutsch=de at=de-AT eng=en english=en us=en-US gb=en-GB en-uk=en-GB fre=fr fra=fr french=fr spa=es spanish=es mx=es-MX ita=it italian=it
        dut=nl nld=nl dutch=nl be-nl=nl-BE por=pt portuguese=pt pol=pl polish=pl swe=sv swedish=sv dan=da danish=da dk=da nor=nb norwegian=nb fin=fi finnish=fi
        cze=cs ces=cs cz=cs czech=cs gre=el ell=el gr=el greek=el jpn=ja jp=ja japanese=ja chi=zh zho=zh cn=zh-CN chinese=zh kor=ko kp=ko korean=ko rus=ru russian=ru
        ukr=uk ua=uk tur=tr turkish=tr hun=hu ron=ro rum=ro ara=ar arabic=ar heb=he iw=he hin=hi in=id
        """).Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> LatinAmerica = Words("AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The tag in its usual case; null where it names nothing.</summary>
    public static string? Canonical(string tag)
    {
        if (tag.Length is < 2 or > Longest)
        {
            return null;
        }

        var parts = tag.Split('-');
        var language = parts[0].ToLowerInvariant();
        if (!Languages.Contains(language))
        {
            return null;
        }

        return parts.Length switch
        {
            1 => language,
            2 when Script(parts[1]) is { } script => $"{language}-{script}",
            2 when Region(parts[1]) is { } region => $"{language}-{region}",
            3 when Script(parts[1]) is { } script && Region(parts[2]) is { } region => $"{language}-{script}-{region}",
            _ => null,
        };
    }

    public static string Complaint(string tag)
    {
        var shown = tag.Length <= 40 ? tag : string.Concat(tag.AsSpan(0, 40), "…");
        return Suggestion(tag) is { } near ? $"There is no culture '{shown}'; did you mean '{near}'?"
            : $"There is no culture '{shown}'; expected a BCP 47 tag such as \"de\" or \"de-AT\".";
    }

    /// <summary>Why a tag names no language that anybody has, the same on every machine; null where it may. A tag may have more parts than are told apart here ("de-DE-1996"), and a language of three letters that is not known here.</summary>
    public static string? WhyNoLanguage(string tag)
    {
        var parts = tag.Split('-');
        var language = parts[0].ToLowerInvariant();
        var isKnown = Languages.Contains(language) || (language.Length == 3 && !Meant.ContainsKey(language));
        var region = Array.FindIndex(parts, 1, part => part.Length == 2);
        var isWellFormed = tag.Length <= LongestTag && Array.TrueForAll(parts, part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
        return isKnown && isWellFormed && (region is not (1 or 2) || Region(parts[region]) is not null) ? null
            : $"'{(tag.Length <= 40 ? tag : string.Concat(tag.AsSpan(0, 40), "…"))}' is no BCP 47 language tag, such as \"de-DE\"{(Suggestion(tag) is { } near ? $"; did you mean '{near}'?" : "")}";
    }

    public static string? Parent(string name)
    {
        var dash = name.LastIndexOf('-');
        if (dash < 0)
        {
            return null;
        }

        var (before, last) = (name[..dash], name[(dash + 1)..]);
        return (before, last) switch
        {
            ("zh", "TW" or "HK" or "MO") => "zh-Hant",
            ("es", _) when LatinAmerica.Contains(last) => "es-419",
            ("en", not ("US" or "001") and { Length: 2 }) => "en-001",
            ("pt", not ("BR" or "PT")) => "pt-PT",
            _ => before,
        };
    }

    private static string? Suggestion(string tag)
    {
        var dashed = tag.Trim().Replace('_', '-');
        if (dashed.Length > 3 * Longest)
        {
            return null;
        }

        if (Canonical(dashed) is { } mended)
        {
            return mended;
        }

        if (Meant.TryGetValue(dashed, out var meant))
        {
            return meant;
        }

        // "de-XX", "ger-AT": what is right of it.
        var parts = dashed.Split('-');
        var language = Languages.Contains(parts[0].ToLowerInvariant()) ? parts[0].ToLowerInvariant() : Meant.GetValueOrDefault(parts[0]);
        return language is null ? null : Canonical($"{language}-{parts[^1]}") ?? language;
    }

    private static string? Script(string part)
    {
        if (part.Length != 4)
        {
            return null;
        }

        var cased = string.Concat(char.ToUpperInvariant(part[0]).ToString(), part[1..].ToLowerInvariant());
        return Scripts.Contains(cased) ? cased : null;
    }

    private static string? Region(string part) => part is "001" or "150" or "419" ? part
        : part.Length == 2 && CountryZones.Of(part).Count > 0 ? part.ToUpperInvariant()
        : null;

    private static string[] Words(string table) => table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
