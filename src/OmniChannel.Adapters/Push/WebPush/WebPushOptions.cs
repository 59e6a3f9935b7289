namespace OmniChannel;

/// <summary>Notifications to browsers by Web Push (RFC 8030), encrypted for each (RFC 8291), from a server that says who it is (RFC 8292).</summary>
public sealed class WebPushOptions : HttpAccountOptions
{
    /// <summary>Whom a push service may write to about what is sent: <c>mailto:ops@shop.example</c> or an https URL. Required.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The public key that pages subscribe with (<c>applicationServerKey</c>): a point on P-256, uncompressed, in base64url. Required.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>The private key of <see cref="PublicKey"/>: 32 bytes in base64url. A secret. Required.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>
    /// Hosts of push services, each with what lies below it, that are believed when they refuse our key: that pauses the account. An endpoint comes from a browser, and so from anybody;
    /// what others say is a matter of the message alone.
    /// </summary>
    /// <value>The push services of Chrome, Edge, Firefox and Safari.</value>
    public IList<string> TrustedServices { get; } = ["fcm.googleapis.com", "push.services.mozilla.com", "notify.windows.com", "push.apple.com"];
}
