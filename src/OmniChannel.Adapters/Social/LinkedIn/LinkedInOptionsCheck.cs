using OmniChannel.Accounts;

namespace OmniChannel.Social;

/// <summary>Finds everything that is wrong with an author on LinkedIn.</summary>
internal static class LinkedInOptionsCheck
{
    public static IReadOnlyList<string> Problems(LinkedInOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        HttpAccountCheck.Required(nameof(options.AccessToken), options.AccessToken, "an access token", problems);
        SecretsCheck.Each(nameof(options.ClientSecrets), options.ClientSecrets, "the app's client secret", problems);
        var colon = options.Author.LastIndexOf(':');
        if (colon < 0 || options.Author[..colon] is not ("urn:li:organization" or "urn:li:person") || colon == options.Author.Length - 1 || options.Author.AsSpan(colon + 1).ContainsAnyExcept(LinkedInText.InIdentifiers))
        {
            problems.Add("Author is missing or no author; expected urn:li:organization: or urn:li:person: and its identifier.");
        }

        if (options.Version.Length != 6 || options.Version.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            problems.Add($"Version is '{options.Version}'; expected year and month, such as 202610.");
        }

        return problems;
    }
}
