using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>Turns what happened at a stage into an outcome. Nothing of the server's text goes in: it tends to repeat the address.</summary>
internal static class SmtpVerdict
{
    /// <summary>The outcome of a reply that does not let the conversation go on.</summary>
    public static AttemptOutcome Of(SmtpStage stage, SmtpReply reply)
    {
        if (reply.Break != SmtpBreak.None)
        {
            return Of(stage, reply.Break);
        }

        var rule = SmtpRules.All.FirstOrDefault(row => row.Applies(stage, reply.Code, reply.EnhancedCode));
        if (rule is null)
        {
            var odd = $"{Words(stage)}: the server answered {reply.Codes}, which does not belong there.";
            return stage == SmtpStage.DataEnd ? AttemptOutcome.Unknown(odd) : AttemptOutcome.NotSent(AttemptFault.Provider, reply.Codes, odd);
        }

        var detail = $"{Words(stage)}: {rule.Meaning}.";
        return rule.Result == AttemptResult.Rejected
            ? AttemptOutcome.Rejected(rule.Fault, reply.Codes, detail)
            : AttemptOutcome.NotSent(rule.Fault, reply.Codes, detail);
    }

    /// <summary>The outcome of a conversation that broke off: certainly not sent before the final dot, unknown after it (RFC 5321 section 4.5.3.2.6).</summary>
    public static AttemptOutcome Of(SmtpStage stage, SmtpBreak how)
    {
        var detail = $"{Words(stage)}: {Words(how)}.";
        return stage == SmtpStage.DataEnd ? AttemptOutcome.Unknown(detail) : AttemptOutcome.NotSent(AttemptFault.Provider, null, detail);
    }

    internal static string Words(SmtpStage stage) => stage switch
    {
        SmtpStage.Connect => "Connecting",
        SmtpStage.Tls => "TLS handshake",
        SmtpStage.Greeting => "Greeting",
        SmtpStage.Hello => "EHLO",
        SmtpStage.StartTls => "STARTTLS",
        SmtpStage.Login => "AUTH",
        SmtpStage.Reset => "RSET",
        SmtpStage.Sender => "MAIL FROM",
        SmtpStage.Recipient => "RCPT TO",
        SmtpStage.DataStart => "DATA",
        SmtpStage.Data => "Message, before its final dot",
        SmtpStage.DataEnd => "Message, after its final dot",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
    };

    private static string Words(SmtpBreak how) => how switch
    {
        SmtpBreak.Closed => "the connection was lost",
        SmtpBreak.TimedOut => "the server took too long",
        SmtpBreak.Nonsense => "the server's answer is not SMTP, or has no end",
        SmtpBreak.Cancelled => "the attempt was cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };
}
