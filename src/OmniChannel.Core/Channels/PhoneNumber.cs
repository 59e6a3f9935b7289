namespace OmniChannel;

/// <summary>
/// A telephone number in the form of E.164: a plus, a country's calling code and the rest, 7 to 15 digits in all. <c>default</c> is no number and is
/// refused wherever it is passed.
/// </summary>
/// <remarks>
/// Only the form is known. Whether the number is assigned, rings, is a mobile one or belongs to the customer is not: that takes the plan of the country,
/// or a message that arrives.
/// </remarks>
public readonly record struct PhoneNumber
{
    private const int Longest = 64;
    private const string Separators = " \u00A0\u2009\u202F\t-\u2010\u2011\u2012\u2013().\u002F";

    private PhoneNumber(string value) => Value = value;

    /// <summary>The number, such as "+4915112345678"; null only for <c>default</c>.</summary>
    public string Value { get; }

    /// <summary>The calling code of a country or a global service with which it begins, such as 49; null when the number begins with a code that ITU-T has not assigned, so that it cannot be reached.</summary>
    public int? CallingCode => Value is null ? null : CallingCodes.Of(Value.AsSpan(1));

    /// <summary>What the digits alone say of it; <see cref="PhoneNumberForm.Unassigned"/> for <c>default</c>. It is never more than a form: who answers there is learnt by a message that arrives.</summary>
    public PhoneNumberForm Form => CallingCode is not { } code ? PhoneNumberForm.Unassigned : NationalLengths.Allow(code, Value.Length - 1 - Digits(code)) switch
    {
        null => PhoneNumberForm.Possible,
        true => PhoneNumberForm.Plausible,
        false => PhoneNumberForm.Implausible,
    };

    /// <summary>
    /// Reads a number as people write it: spaces, dashes, dots, slashes and parentheses are dropped, a leading 00 becomes the plus. A national number is
    /// refused, because its country is not known; so is "(0)", which some countries keep and others drop.
    /// </summary>
    public static PhoneNumberCheck Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest)
        {
            return PhoneNumberCheck.Invalid($"It has {text.Length} characters; a telephone number has at most 15 digits.");
        }

        if (text.Contains("(0)", StringComparison.Ordinal))
        {
            return PhoneNumberCheck.Invalid("It has '(0)'; write the number as it is dialled from abroad, such as +49 151 …");
        }

        Span<char> kept = stackalloc char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) || (text[i] == '+' && length == 0))
            {
                kept[length++] = text[i];
            }
            else if (!Separators.Contains(text[i]))
            {
                return PhoneNumberCheck.Invalid($"Character {i + 1} is not a digit; expected a number such as +4915112345678.");
            }
        }

        return OfKept(kept[..length]);
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    private static int Digits(int code) => code < 10 ? 1 : code < 100 ? 2 : 3;

    private static PhoneNumberCheck OfKept(ReadOnlySpan<char> kept)
    {
        var isInternational = kept.StartsWith("+") || kept.StartsWith("00");
        if (!isInternational)
        {
            return PhoneNumberCheck.Invalid(kept.IsEmpty
                ? "It is empty; expected a number such as +4915112345678."
                : "It has no country: expected a plus and the country's calling code at the start, such as +4915112345678.");
        }

        var digits = kept[(kept[0] == '+' ? 1 : 2)..];
        if (digits.Length is < 7 or > 15)
        {
            return PhoneNumberCheck.Invalid($"It has {digits.Length} digits behind the plus; expected 7 to 15.");
        }

        return digits[0] == '0'
            ? PhoneNumberCheck.Invalid("A zero follows the plus; no country's calling code begins with one.")
            : PhoneNumberCheck.Valid(new PhoneNumber($"+{digits}"));
    }
}
