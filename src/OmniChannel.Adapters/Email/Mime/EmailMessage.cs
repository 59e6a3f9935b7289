namespace OmniChannel.Email;

/// <summary>A message as it goes over the wire: the envelope and, byte for byte the same at every attempt, what is in it.</summary>
internal sealed record EmailMessage
{
    /// <summary>The envelope's sender.</summary>
    public required string ReturnPath { get; init; }

    /// <summary>The envelope's recipient.</summary>
    public required string Recipient { get; init; }

    /// <summary>Its Message-ID with the angle brackets: by it a duplicate is recognised and a bounce finds its delivery.</summary>
    public required string MessageId { get; init; }

    /// <summary>Header and body; every line ends with CRLF, none exceeds 998 octets, dots are not yet doubled.</summary>
    public required ReadOnlyMemory<byte> Octets { get; init; }

    /// <summary>Whether an address in the envelope or the header needs SMTPUTF8 (RFC 6531).</summary>
    public required bool NeedsSmtpUtf8 { get; init; }
}
