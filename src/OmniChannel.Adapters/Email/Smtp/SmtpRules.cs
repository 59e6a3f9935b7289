using OmniChannel.Delivery;
using static OmniChannel.Email.SmtpStage;

namespace OmniChannel.Email;

/// <summary>What every negative reply means, by stage, code and enhanced code (RFC 5321 section 4.2, RFC 3463, RFC 4954): the first row that applies.</summary>
internal static class SmtpRules
{
    private const AttemptResult Rejected = AttemptResult.Rejected;
    private const AttemptResult NotSent = AttemptResult.NotSent;
    private static readonly SmtpStage[] Envelope = [Sender, SmtpStage.Recipient, DataStart, DataEnd];

    public static IReadOnlyList<SmtpRule> All { get; } =
    [
        // For now, whoever is at fault: later it may pass.
        new() { Code = "4yz", Enhanced = ["4.7.8"], Result = NotSent, Fault = AttemptFault.Account, Meaning = "the login is refused for now" },
        new() { Code = "4yz", Result = NotSent, Fault = AttemptFault.Provider, Meaning = "the server asks to try again later" },

        // The account: before the envelope everything is about us; inside it, these codes are.
        new() { Stages = [Greeting, Hello, StartTls], Code = "5yz", Result = NotSent, Fault = AttemptFault.Account, Meaning = "the server does not serve us" },
        new() { Stages = [Login], Code = "5yz", Result = NotSent, Fault = AttemptFault.Account, Meaning = "the login is refused; check UserName and Password" },
        new() { Stages = Envelope, Code = "530", Result = NotSent, Fault = AttemptFault.Account, Meaning = "the server wants a login or TLS first" },
        new() { Stages = Envelope, Code = "535", Result = NotSent, Fault = AttemptFault.Account, Meaning = "the login is refused; check UserName and Password" },
        new() { Stages = Envelope, Code = "538", Result = NotSent, Fault = AttemptFault.Account, Meaning = "the server wants TLS before a login" },
        new() { Stages = Envelope, Code = "5yz", Enhanced = ["5.7.8", "5.7.9", "5.7.11", "5.7.14"], Result = NotSent, Fault = AttemptFault.Account, Meaning = "the server wants another login" },
        new() { Stages = Envelope, Code = "5yz", Enhanced = ["5.1.7", "5.1.8"], Result = NotSent, Fault = AttemptFault.Account, Meaning = "our sender address is refused; check From and ReturnPath" },
        new() { Stages = Envelope, Code = "5yz", Enhanced = ["5.4.5"], Result = NotSent, Fault = AttemptFault.Account, Meaning = "the sending quota of the account is used up" },
        new() { Stages = [Sender], Code = "5yz", Enhanced = ["5.3.4", "5.2.3"], Result = Rejected, Fault = AttemptFault.Message, Meaning = "the message is too large" },
        new() { Stages = [Sender], Code = "552", Result = Rejected, Fault = AttemptFault.Message, Meaning = "the message is too large" },
        new() { Stages = [Sender], Code = "5yz", Result = NotSent, Fault = AttemptFault.Account, Meaning = "our sender address is refused; check From and ReturnPath" },

        // The recipient: only where the code says that the mailbox is the trouble, for it will be suppressed.
        new() { Stages = [SmtpStage.Recipient, DataEnd], Code = "5yz", Enhanced = ["5.1.1", "5.1.10"], Result = Rejected, Fault = AttemptFault.Recipient, Meaning = "the mailbox does not exist" },
        new() { Stages = [SmtpStage.Recipient, DataEnd], Code = "5yz", Enhanced = ["5.1.2"], Result = Rejected, Fault = AttemptFault.Recipient, Meaning = "the domain takes no mail" },
        new() { Stages = [SmtpStage.Recipient, DataEnd], Code = "5yz", Enhanced = ["5.1.3"], Result = Rejected, Fault = AttemptFault.Recipient, Meaning = "the address is malformed" },
        new() { Stages = [SmtpStage.Recipient, DataEnd], Code = "5yz", Enhanced = ["5.2.1"], Result = Rejected, Fault = AttemptFault.Recipient, Meaning = "the mailbox is disabled" },

        // The message, final for it alone.
        new() { Stages = [SmtpStage.Recipient], Code = "5yz", Enhanced = ["5.7.1"], Result = Rejected, Fault = AttemptFault.Message, Meaning = "policy forbids this message to this recipient" },
        new() { Stages = [SmtpStage.Recipient], Code = "5yz", Enhanced = ["5.2.2"], Result = Rejected, Fault = AttemptFault.Message, Meaning = "the mailbox is full" },
        new() { Stages = [SmtpStage.Recipient], Code = "5yz", Result = Rejected, Fault = AttemptFault.Message, Meaning = "the server does not take this message for this recipient" },
        new() { Stages = [DataStart, DataEnd], Code = "5yz", Enhanced = ["5.3.4", "5.2.3"], Result = Rejected, Fault = AttemptFault.Message, Meaning = "the message is too large" },
        new() { Stages = [DataStart, DataEnd], Code = "5yz", Result = Rejected, Fault = AttemptFault.Message, Meaning = "the server does not take this message" },
    ];
}
