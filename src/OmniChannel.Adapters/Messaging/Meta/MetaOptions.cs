namespace OmniChannel;

/// <summary>What every account at Meta can be told, WhatsApp, Messenger and Instagram alike.</summary>
public abstract class MetaOptions : HttpAccountOptions
{
    private protected MetaOptions()
    {
    }

    /// <summary>The token that may send: of a system user, or of a Page. A secret. Required.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>The version of the Graph API: "v" and a number. Versions end about two years after they came.</summary>
    /// <value>"v23.0".</value>
    public string Version { get; set; } = "v23.0";

    /// <summary>The app's secrets, by which webhooks are verified. Secrets. Several while one replaces another; none when webhooks are not listened to: then each is refused.</summary>
    public IList<string> AppSecrets { get; } = [];

    /// <summary>What Meta repeats when it asks whether the webhook is there (<c>hub.verify_token</c>), of your own choice. Secrets.</summary>
    public IList<string> VerifyTokens { get; } = [];
}
