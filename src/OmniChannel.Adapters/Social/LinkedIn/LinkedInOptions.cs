namespace OmniChannel;

/// <summary>One author on LinkedIn: a company's page, or a member.</summary>
public sealed class LinkedInOptions : HttpAccountOptions
{
    /// <summary>The access token, with w_organization_social or w_member_social. LinkedIn's run out after 60 days; the host renews it. A secret. Required.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>Who speaks, "urn:li:organization:2414183": also the only address that is sent to. Required.</summary>
    public string Author { get; set; } = "";

    /// <summary>The version of the API, "202610": year and month. LinkedIn ends each after about a year, so that there is none to begin with. Required.</summary>
    public string Version { get; set; } = "";

    /// <summary>The app's client secrets, by which webhooks are verified and LinkedIn's question is answered, the one in force first. Secrets. Several while one replaces another; none when webhooks are not listened to: then each is refused.</summary>
    public IList<string> ClientSecrets { get; } = [];
}
