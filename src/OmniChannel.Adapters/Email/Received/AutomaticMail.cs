using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Tells what a machine wrote from what a person did: notes of absence, bounces, lists. It answers nothing, and is not to be answered (RFC 3834 sections 2 and 5).</summary>
internal static class AutomaticMail
{
    private static readonly string[] Marks = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Response"];

    /// <param name="headers">Its header.</param>
    /// <param name="from">Who wrote it, as an address.</param>
    /// <param name="envelopeFrom">The sender that the other server named; "" or "&lt;&gt;" for none, null where it is not known.</param>
    public static bool Is(MailHeaders headers, string from, string? envelopeFrom) =>
        (headers["Auto-Submitted"] is { } submitted && HeaderParameters.Main(submitted) != "no")
        || headers["Precedence"]?.Trim().ToUpperInvariant() is "AUTO_REPLY" or "BULK" or "JUNK" or "LIST"
        || Array.Exists(Marks, mark => headers[mark] is { } value && !value.Trim().Equals("no", StringComparison.OrdinalIgnoreCase))
        || (headers["Content-Type"] is { } type && HeaderParameters.Main(type) == "multipart/report")
        || (envelopeFrom ?? headers["Return-Path"])?.Trim() is "" or "<>"
        || from.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase) || from.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase);
}
