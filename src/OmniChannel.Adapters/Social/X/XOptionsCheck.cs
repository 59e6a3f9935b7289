using OmniChannel.Accounts;

namespace OmniChannel.Social;

/// <summary>Finds everything that is wrong with an account on X.</summary>
internal static class XOptionsCheck
{
    public static IReadOnlyList<string> Problems(XOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        if (options.UserId.Length is 0 or > 19 || options.UserId.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            problems.Add("UserId is missing or no number; expected the account's own, 1 to 19 digits.");
        }

        HttpAccountCheck.Required(nameof(options.AccessToken), options.AccessToken, "the account's access token", problems);
        HttpAccountCheck.OneLine(nameof(options.AccessTokenSecret), options.AccessTokenSecret, problems);
        HttpAccountCheck.OneLine(nameof(options.ConsumerKey), options.ConsumerKey, problems);
        SecretsCheck.Each(nameof(options.ConsumerSecrets), options.ConsumerSecrets, "the app's consumer secret", problems);
        if (!string.IsNullOrEmpty(options.AccessTokenSecret) && (string.IsNullOrEmpty(options.ConsumerKey) || options.ConsumerSecrets.Count == 0))
        {
            problems.Add("AccessTokenSecret needs ConsumerKey and ConsumerSecrets, too: OAuth 1.0a signs by both.");
        }

        return problems;
    }
}
