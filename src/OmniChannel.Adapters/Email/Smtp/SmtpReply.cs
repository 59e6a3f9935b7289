using System.Globalization;

namespace OmniChannel.Email;

/// <summary>One reply of a server (RFC 5321 section 4.2), or how it failed to come.</summary>
internal sealed class SmtpReply
{
    private SmtpReply(int code, string? enhancedCode, IReadOnlyList<string> lines, SmtpBreak broken)
    {
        Code = code;
        EnhancedCode = enhancedCode;
        Lines = lines;
        Break = broken;
    }

    /// <summary>The three digits; 0 where there is no reply.</summary>
    public int Code { get; }

    /// <summary>The enhanced status code (RFC 3463) whose class agrees with <see cref="Code"/>; null for none.</summary>
    public string? EnhancedCode { get; }

    /// <summary>The text of each line. It may repeat addresses and secrets: read it, never report it.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Why there is no reply.</summary>
    public SmtpBreak Break { get; }

    /// <summary>2yz.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>A reply that did not come.</summary>
    public static SmtpReply Broken(SmtpBreak how) => new(0, null, [], how);

    /// <summary>A reply from its code and lines.</summary>
    public static SmtpReply Of(int code, IReadOnlyList<string> lines) => new(code, Enhanced(code, lines.Count > 0 ? lines[0] : ""), lines, SmtpBreak.None);

    /// <summary>The same reply of a server that never said that it gives enhanced codes (RFC 2034 section 3).</summary>
    public SmtpReply WithoutEnhancedCode() => EnhancedCode is null ? this : new(Code, null, Lines, Break);

    /// <summary>The codes, such as "550 5.1.1"; null where there is no reply.</summary>
    public string? Codes => Code == 0 ? null : EnhancedCode is null ? Code.ToString(CultureInfo.InvariantCulture) : $"{Code} {EnhancedCode}";

    /// <inheritdoc/>
    public override string ToString() => Codes ?? Break.ToString();

    private static string? Enhanced(int code, string text)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? text : text[..end];
        var parts = word.Split('.');
        return parts.Length == 3 && parts[0].Length == 1 && parts[0][0] - '0' == code / 100
            && Array.TrueForAll(parts, static part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit))
            ? word
            : null;
    }
}
