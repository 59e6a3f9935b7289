namespace OmniChannel;

/// <summary>One endpoint that gets a channel's messages as signed webhooks. Checked when the host starts, all problems together; not to be changed afterwards.</summary>
public sealed class WebhookOptions
{
    /// <summary>The name of the channel that the endpoint serves: "sms" where it sends text messages, or a channel of the host's own, defined by <see cref="OmniChannelBuilder.AddChannel"/>. "webhook" is defined already.</summary>
    /// <value>"webhook".</value>
    public string Channel { get; set; } = "webhook";

    /// <summary>The URL that is posted to, https unless <see cref="AllowPrivateNetworks"/> is set. Required.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>What messages are signed with: each "whsec_" and 24 to 64 random bytes in base64. At least one. Every one of them signs, so a new secret is put beside the old one until the receiver knows it.
    /// Keep them in a secret store, not in a file of settings.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Whether marketing may go out by this endpoint. Where its channel is e-mail, the host then needs a <c>PublicBaseUri</c> for the one-click way out.</summary>
    /// <value>True.</value>
    public bool MaySendMarketing { get; set; } = true;

    /// <summary>Lets the endpoint be on a private network or on this machine, and http instead of https.</summary>
    /// <value>False.</value>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>How long one attempt may take.</summary>
    /// <value>20 seconds; Standard Webhooks recommends 15 to 30.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
