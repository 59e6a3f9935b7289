using OmniChannel.Accounts;

namespace OmniChannel.Social;

/// <summary>Finds everything that is wrong with an account on Mastodon.</summary>
internal static class MastodonOptionsCheck
{
    public static IReadOnlyList<string> Problems(MastodonOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        if (options.BaseAddress is null)
        {
            problems.Add("BaseAddress is missing; expected the account's server, such as https://social.example.");
        }

        HttpAccountCheck.Required(nameof(options.AccessToken), options.AccessToken, "an access token with write:statuses", problems);
        HttpAccountCheck.Required(nameof(options.Handle), options.Handle, "the account's own name, such as shop@social.example", problems);
        if (options.Visibility is not ("public" or "unlisted" or "private"))
        {
            problems.Add($"Visibility is '{options.Visibility}'; expected public, unlisted or private.");
        }

        if (options.MaxCharacters is < 1 or > 100_000)
        {
            problems.Add($"MaxCharacters is {options.MaxCharacters}; expected 1 to 100000.");
        }

        return problems;
    }
}
