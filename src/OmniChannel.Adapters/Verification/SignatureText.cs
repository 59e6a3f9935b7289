namespace OmniChannel.Verification;

/// <summary>How a signature is written down.</summary>
internal enum SignatureText
{
    /// <summary>Hexadecimal digits of either case.</summary>
    Hex,

    /// <summary>Base64 in its one canonical spelling.</summary>
    Base64,
}
