namespace OmniChannel;

/// <summary>One account at a mail server. Checked when the host starts, all problems together; not to be changed afterwards.</summary>
public sealed class SmtpOptions
{
    /// <summary>The server's name, against which its certificate is checked: "smtp.example.com". Required.</summary>
    public string Host { get; set; } = "";

    /// <summary>The server's port.</summary>
    /// <value>Null: 587 for <see cref="SmtpSecurity.StartTls"/>, 465 for <see cref="SmtpSecurity.ImplicitTls"/>, 25 for <see cref="SmtpSecurity.None"/>.</value>
    public int? Port { get; set; }

    /// <summary>How the connection is protected.</summary>
    /// <value><see cref="SmtpSecurity.StartTls"/>.</value>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>The name to log in with (AUTH PLAIN or LOGIN); null for no login.</summary>
    public string? UserName { get; set; }

    /// <summary>The password to log in with. A secret: keep it in a secret store, not in a file of settings.</summary>
    public string? Password { get; set; }

    /// <summary>Lets the password travel over a connection without TLS. For a relay on the same machine only.</summary>
    /// <value>False.</value>
    public bool AllowPlainTextAuthentication { get; set; }

    /// <summary>The address that mail comes from: "shop@example.com". Required.</summary>
    public string From { get; set; } = "";

    /// <summary>The name shown with <see cref="From"/>; null for none.</summary>
    public string? FromName { get; set; }

    /// <summary>Where answers go; null for <see cref="From"/>.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Where mail that cannot be delivered comes back to (the envelope's sender, RFC 5321 section 4.1.1.2); null for <see cref="From"/>.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>A mailbox to which people without a browser may write to unsubscribe, added to List-Unsubscribe beside the link; somebody has to read it. Null for none.</summary>
    public string? UnsubscribeMailbox { get; set; }

    /// <summary>Whether marketing may go out by this account, each message with its one-click way out, for which the host then needs a <c>PublicBaseUri</c>. False for one that sends receipts only.</summary>
    /// <value>True.</value>
    public bool MaySendMarketing { get; set; } = true;

    /// <summary>The name this client greets with (EHLO), a full domain name; null for the address of its end of the connection, as RFC 5321 section 4.1.4 allows.</summary>
    public string? ClientName { get; set; }

    /// <summary>A PEM file of certificate authorities (or one self-signed certificate) to trust instead of the machine's; null for the machine's. Read at every connection, so it may be renewed.</summary>
    public string? TrustedCertificateFile { get; set; }

    /// <summary>How many messages one connection carries before it is closed; 1 for a connection of its own for each.</summary>
    /// <value>100.</value>
    public int MessagesPerConnection { get; set; } = 100;

    /// <summary>How long a connection waits for the next message before it is closed.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many connections may wait at once; what comes back beyond that is closed. How many work at once is the dispatcher's affair.</summary>
    /// <value>4.</value>
    public int IdleConnections { get; set; } = 4;

    /// <summary>The keys that mail is signed with by DKIM (RFC 6376), each by a signature of its own: an RSA key, and beside it an Ed25519 key for those who read that. None where the server signs.</summary>
    public IList<DkimKey> DkimKeys { get; } = [];

    /// <summary>The domain that signs (d=), whose DNS holds the public keys; null for the domain of <see cref="From"/>, with which it has to agree for DMARC.</summary>
    public string? DkimDomain { get; set; }

    /// <summary>How long each step may take.</summary>
    public SmtpTimeouts Timeouts { get; set; } = new();
}
