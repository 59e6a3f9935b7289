namespace OmniChannel;

/// <summary>One account on a server of Mastodon. <see cref="HttpAccountOptions.BaseAddress"/> is that server and required.</summary>
public sealed class MastodonOptions : HttpAccountOptions
{
    /// <summary>The access token, with write:statuses. A secret. Required.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>The account's own name, "shop@social.example": the only address that is sent to. Required.</summary>
    public string Handle { get; set; } = "";

    /// <summary>Who sees posts: "public", "unlisted" or "private" (followers).</summary>
    /// <value>"public".</value>
    public string Visibility { get; set; } = "public";

    /// <summary>How long a post may be on this server: <c>configuration.statuses.max_characters</c> of its <c>/api/v2/instance</c>.</summary>
    /// <value>500.</value>
    public int MaxCharacters { get; set; } = 500;
}
