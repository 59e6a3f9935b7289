namespace OmniChannel;

/// <summary>One account at Twilio SendGrid.</summary>
public sealed class SendGridOptions : EmailApiOptions
{
    /// <summary>The API key, which begins with "SG."; it needs the permission to send mail. A secret. Required.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Lets SendGrid check each mail and send none (sandbox mode).</summary>
    /// <value>False.</value>
    public bool Sandbox { get; set; }

    /// <summary>The verification keys of the signed event webhook, and of the security policy of an Inbound Parse setting, as SendGrid shows them: public keys in base64. Several while one replaces another; none when nothing is listened to.</summary>
    public IList<string> WebhookKeys { get; } = [];

    /// <summary>How old a call of the event webhook may be. SendGrid repeats what it could not hand over for a day; a mail for three, so that one may always be 73 hours old.</summary>
    /// <value>25 hours.</value>
    public TimeSpan WebhookTolerance { get; set; } = TimeSpan.FromHours(25);
}
