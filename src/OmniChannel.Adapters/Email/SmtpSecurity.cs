namespace OmniChannel;

/// <summary>How a connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS (RFC 3207), usually port 587. A server that does not offer it gets nothing: there is no falling back to plain text.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually port 465.</summary>
    ImplicitTls,

    /// <summary>Plain text, usually port 25: for a relay on the same machine and for development. No password is sent unless <see cref="SmtpOptions.AllowPlainTextAuthentication"/>.</summary>
    None,
}
