namespace OmniChannel.Email;

/// <summary>Where in the conversation something happened. The same reply means different things at different stages.</summary>
internal enum SmtpStage
{
    /// <summary>Reaching the server.</summary>
    Connect,

    /// <summary>The TLS handshake.</summary>
    Tls,

    /// <summary>The server's greeting.</summary>
    Greeting,

    /// <summary>EHLO.</summary>
    Hello,

    /// <summary>STARTTLS.</summary>
    StartTls,

    /// <summary>AUTH and its continuation.</summary>
    Login,

    /// <summary>RSET, before the next message on a line that has carried one.</summary>
    Reset,

    /// <summary>MAIL FROM: our side of the envelope.</summary>
    Sender,

    /// <summary>RCPT TO: the recipient.</summary>
    Recipient,

    /// <summary>DATA, before any of the message was sent.</summary>
    DataStart,

    /// <summary>The message, before its final dot.</summary>
    Data,

    /// <summary>From the final dot to its answer: here silence means Unknown.</summary>
    DataEnd,
}
