using System.Text;

namespace OmniChannel.Email;

/// <summary>The commands between a server that listens and the message's first byte, in their order (RFC 5321 section 3.3).</summary>
internal sealed record SmtpEnvelope
{
    private SmtpEnvelope()
    {
    }

    /// <summary>Which of them it is.</summary>
    public required SmtpStage Stage { get; init; }

    /// <summary>The command without its line break.</summary>
    public required string Command { get; init; }

    /// <summary>How long its reply may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The commands for one message.</summary>
    /// <param name="email">The message.</param>
    /// <param name="extensions">What the server offers.</param>
    /// <param name="timeouts">How long replies may take.</param>
    /// <param name="isFirst">Whether the line has carried none before; else the server is to forget what it heard.</param>
    public static IReadOnlyList<SmtpEnvelope> Steps(EmailMessage email, SmtpExtensions extensions, SmtpTimeouts timeouts, bool isFirst)
    {
        var mail = new StringBuilder($"MAIL FROM:<{email.ReturnPath}>");
        mail.Append(extensions.Size ? $" SIZE={email.Octets.Length}" : "");
        mail.Append(email.NeedsSmtpUtf8 && extensions.EightBitMime ? " BODY=8BITMIME" : "");
        mail.Append(email.NeedsSmtpUtf8 ? " SMTPUTF8" : "");
        List<SmtpEnvelope> steps = isFirst ? [] : [new() { Stage = SmtpStage.Reset, Command = "RSET", Timeout = timeouts.Command }];
        steps.Add(new() { Stage = SmtpStage.Sender, Command = mail.ToString(), Timeout = timeouts.Command });
        steps.Add(new() { Stage = SmtpStage.Recipient, Command = $"RCPT TO:<{email.Recipient}>", Timeout = timeouts.Command });
        steps.Add(new() { Stage = SmtpStage.DataStart, Command = "DATA", Timeout = timeouts.DataStart });
        return steps;
    }

    /// <summary>Whether a reply lets the next command follow.</summary>
    public bool IsAnsweredBy(SmtpReply reply) => Stage == SmtpStage.DataStart ? reply.Code == 354 : reply.IsPositive;
}
