namespace OmniChannel.Verification;

/// <summary>How a signature is written down.</summary>
internal enum SignatureText
{
    /// <summary>Hexadecimal digits of either case.</summary>
    Hex,

    /// <summary>Base64 in its one canonical spelling.</summary>
    Base64,

    /// <summary>Base64url without padding (RFC 4648, section 5).</summary>
    Base64Url,
}
