using OmniChannel.Accounts;

namespace OmniChannel.Messaging;

/// <summary>Finds what is wrong with what all accounts at Meta have.</summary>
internal static class MetaOptionsCheck
{
    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789.");

    /// <param name="options">The options.</param>
    /// <param name="name">The option that says which number or page it is.</param>
    /// <param name="id">Its value.</param>
    public static List<string> Problems(MetaOptions options, string name, string id)
    {
        var problems = HttpAccountCheck.Problems(options);
        HttpAccountCheck.Required(nameof(options.AccessToken), options.AccessToken, "an access token", problems);
        SecretsCheck.Each(nameof(options.AppSecrets), options.AppSecrets, "the app's secret", problems);
        SecretsCheck.Each(nameof(options.VerifyTokens), options.VerifyTokens, "a token of your own choice", problems);
        Identifier(name, id, problems);
        if (options.Version.Length < 2 || options.Version[0] != 'v' || options.Version.AsSpan(1).ContainsAnyExcept(Digits))
        {
            problems.Add($"Version is '{options.Version}'; expected one such as v23.0.");
        }

        return problems;
    }

    /// <summary>An identifier of Meta's.</summary>
    public static void Identifier(string name, string id, List<string> problems)
    {
        if (id.Length is 0 or > 30 || id.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            problems.Add($"{name} is missing or no identifier; expected the digits that Meta shows, not a telephone number.");
        }
    }
}
