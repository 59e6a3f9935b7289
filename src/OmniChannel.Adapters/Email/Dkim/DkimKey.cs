namespace OmniChannel;

/// <summary>A private key that mail is signed with by DKIM, whose public half stands in the DNS as <c>{Selector}._domainkey.{domain}</c>.</summary>
public sealed class DkimKey
{
    /// <summary>The selector (s=): "mail-2026". Required.</summary>
    public string Selector { get; set; } = "";

    /// <summary>The key as PEM, "BEGIN PRIVATE KEY" or "BEGIN RSA PRIVATE KEY": RSA of 1,024 bits and more (2,048 are usual), or Ed25519. A secret. This or <see cref="PrivateKeyFile"/> is required.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>The file that holds it as PEM; read once, at start.</summary>
    public string? PrivateKeyFile { get; set; }
}
