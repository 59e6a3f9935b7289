namespace OmniChannel;

/// <summary>One sending domain at Mailgun.</summary>
public sealed class MailgunOptions : EmailApiOptions
{
    /// <summary>The sending domain: "mg.example.com". Required. A domain in the EU needs <see cref="HttpAccountOptions.BaseAddress"/> <c>https://api.eu.mailgun.net</c>.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The API key, or better a sending key of the domain. A secret. Required.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Lets Mailgun take each mail and deliver none (test mode, which is charged).</summary>
    /// <value>False.</value>
    public bool TestMode { get; set; }

    /// <summary>The signing keys of webhooks ("HTTP webhook signing key", not the API key). Secrets; several while one replaces another, none when events are not listened to.</summary>
    public IList<string> WebhookKeys { get; } = [];

    /// <summary>How old a call may be. Mailgun repeats what it could not hand over for 8 hours.</summary>
    /// <value>9 hours.</value>
    public TimeSpan WebhookTolerance { get; set; } = TimeSpan.FromHours(9);
}
