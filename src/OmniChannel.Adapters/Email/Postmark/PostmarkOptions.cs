namespace OmniChannel;

/// <summary>One server, as Postmark calls an account's part, with one of its message streams.</summary>
public sealed class PostmarkOptions : EmailApiOptions
{
    /// <summary>The server's API token. A secret. Required.</summary>
    public string ServerToken { get; set; } = "";

    /// <summary>The message stream: marketing belongs into a broadcast stream, receipts into a transactional one. Null for the server's "outbound".</summary>
    public string? MessageStream { get; set; }

    /// <summary>The "name:password" pairs that webhooks carry by HTTP basic authentication, one of them live, others while one replaces another. Secrets; Postmark signs nothing, so they are all that tells its calls from anybody's.</summary>
    public IList<string> WebhookCredentials { get; } = [];

    /// <summary>The name of a header of your own that webhooks carry (Postmark calls it a custom header) with one of <see cref="WebhookSecrets"/>.</summary>
    /// <value>"X-OmniChannel-Secret".</value>
    public string WebhookHeader { get; set; } = "X-OmniChannel-Secret";

    /// <summary>The values of <see cref="WebhookHeader"/> that are believed, instead of <see cref="WebhookCredentials"/> or beside them. Secrets.</summary>
    public IList<string> WebhookSecrets { get; } = [];
}
