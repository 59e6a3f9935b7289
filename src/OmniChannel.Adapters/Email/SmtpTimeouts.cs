namespace OmniChannel;

/// <summary>How long each step of a conversation with a mail server may take in all, however slowly bytes drip. The defaults are those of RFC 5321 section 4.5.3.2. The dispatcher ends the whole attempt after <see cref="DeliverySettings.AttemptDeadline"/>, whatever they say.</summary>
public sealed class SmtpTimeouts
{
    /// <summary>To reach the server.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For the TLS handshake.</summary>
    /// <value>1 minute.</value>
    public TimeSpan Tls { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For the server's greeting.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan Greeting { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to EHLO, STARTTLS, AUTH, MAIL FROM and RCPT TO, each.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan Command { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to DATA.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan DataStart { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For the server to take each block of the message.</summary>
    /// <value>3 minutes.</value>
    public TimeSpan DataBlock { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>For the answer to the whole message. A shorter time makes more messages end as Unknown.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan DataEnd { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For saying good-bye, which never changes the outcome.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan Quit { get; set; } = TimeSpan.FromSeconds(2);
}
