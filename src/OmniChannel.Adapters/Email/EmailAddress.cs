using System.Globalization;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>Judges an e-mail address by its form (RFC 5321 section 4.1.2, RFC 6531) and brings it into the one form that is sent.</summary>
/// <remarks>
/// <para>Taken: a dot-atom in ASCII or UTF-8, and a domain of at least two labels, in ASCII or as an internationalised name.</para>
/// <para>Refused, although RFC 5321 allows it: quoted local parts, comments and address literals (<c>a@[192.0.2.1]</c>). Hardly a mailbox
/// has them, and parsers disagree about them, which is how mail reaches somebody else.</para>
/// <para>Normalised: the domain in lower-case punycode, a UTF-8 local part in Unicode form C (RFC 6532 section 3.1). The case of a
/// local part is kept, because only its own server knows whether it matters.</para>
/// </remarks>
internal static class EmailAddress
{
    /// <summary>RFC 5321 section 4.5.3.1.1, in octets.</summary>
    internal const int MaxLocalPart = 64;

    /// <summary>RFC 5321 section 4.5.3.1.3 without the angle brackets, in octets.</summary>
    internal const int MaxAddress = 254;

    /// <summary>Judges an address; thread-safe.</summary>
    public static AddressCheck Check(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Length is 0 or > 1024)
        {
            return AddressCheck.Invalid(address.Length == 0 ? "It is empty; expected name@domain." : "It is longer than the 254 octets an address may have.");
        }

        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || at != address.LastIndexOf('@'))
        {
            return AddressCheck.Invalid(at < 0 ? "It has no @; expected name@domain." : "It has more than one @; quoted names are not taken.");
        }

        var local = address[..at];
        if (LocalPartProblem(local) is { } problem)
        {
            return AddressCheck.Invalid(problem);
        }

        local = Ascii.IsValid(local) ? local : local.Normalize(NormalizationForm.FormC);
        if (Encoding.UTF8.GetByteCount(local) > MaxLocalPart)
        {
            return AddressCheck.Invalid("The part before the @ is longer than 64 octets.");
        }

        if (!TryDomain(address[(at + 1)..], out var domain, out problem))
        {
            return AddressCheck.Invalid(problem);
        }

        var normalized = $"{local}@{domain}";
        return Encoding.UTF8.GetByteCount(normalized) > MaxAddress
            ? AddressCheck.Invalid("It is longer than the 254 octets an address may have.")
            : AddressCheck.Valid(normalized);
    }

    /// <summary>Whether its local part is not ASCII, so that only a server with SMTPUTF8 (RFC 6531) can take it.</summary>
    public static bool NeedsSmtpUtf8(string address) => !Ascii.IsValid(address);

    /// <summary>The part after the @ of a normalised address.</summary>
    public static ReadOnlySpan<char> Domain(string normalized) => normalized.AsSpan(normalized.IndexOf('@', StringComparison.Ordinal) + 1);

    private static string? LocalPartProblem(string local)
    {
        if (local.Length == 0)
        {
            return "Nothing stands before the @.";
        }

        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
        {
            return "The part before the @ begins or ends with a dot, or has two in a row.";
        }

        for (var i = 0; i < local.Length;)
        {
            if (!Rune.TryGetRuneAt(local, i, out var rune))
            {
                return "The part before the @ has half a surrogate pair.";
            }

            if (rune.IsAscii ? !IsAtomText((char)rune.Value) && rune.Value != '.' : !IsVisible(rune))
            {
                return "The part before the @ has a character that is not taken there: white space, a control or invisible character, quotation marks, brackets, comma, colon, semicolon or backslash.";
            }

            i += rune.Utf16SequenceLength;
        }

        return null;
    }

    /// <summary>RFC 5322 section 3.2.3.</summary>
    private static bool IsAtomText(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    /// <summary>Format characters are refused with the controls: they turn the direction of text round, or hide in it.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static bool TryDomain(string given, out string domain, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        domain = "";
        problem = null;
        if (given.StartsWith('['))
        {
            problem = "An address literal in brackets is not taken; expected a domain name after the @.";
            return false;
        }

        try
        {
            domain = Ascii.IsValid(given) && !given.Contains("xn--", StringComparison.OrdinalIgnoreCase)
                ? given.ToLowerInvariant()
                : new IdnMapping { UseStd3AsciiRules = true }.GetAscii(given).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            problem = "The part after the @ is no domain name, nor can it be written as one (IDNA).";
            return false;
        }

        problem = DomainProblem(domain);
        return problem is null;
    }

    private static string? DomainProblem(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length < 2)
        {
            return "The domain has no dot; expected one such as example.com.";
        }

        if (Array.Exists(labels, static label => label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-'
            || label.AsSpan().ContainsAnyExcept(LabelCharacters)))
        {
            return "The domain has a part that is empty, longer than 63 characters, begins or ends with '-', or has something other than letters, digits and '-'.";
        }

        return labels[^1].AsSpan().ContainsAnyExceptInRange('0', '9') ? null : "The domain ends in digits; an IP address is not taken.";
    }

    private static readonly System.Buffers.SearchValues<char> LabelCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
