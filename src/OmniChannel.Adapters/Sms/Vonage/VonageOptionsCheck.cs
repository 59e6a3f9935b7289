using OmniChannel.Accounts;

namespace OmniChannel.Sms;

/// <summary>Finds everything that is wrong with an account at Vonage.</summary>
internal static class VonageOptionsCheck
{
    private const int MaxCallback = 100;
    private const int MaxName = 11;
    private const int MaxDigits = 15;

    public static IReadOnlyList<string> Problems(VonageOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        HttpAccountCheck.Required(nameof(options.ApiKey), options.ApiKey, "the account's key of eight characters", problems);
        HttpAccountCheck.Required(nameof(options.ApiSecret), options.ApiSecret, "the account's secret", problems);
        for (var at = 0; at < options.SignatureSecrets.Count; at++)
        {
            HttpAccountCheck.Required($"SignatureSecrets[{at}]", options.SignatureSecrets[at], "a signature secret", problems);
        }

        var from = options.From ?? "";
        if (from.Length == 0 || from.Any(char.IsControl) || from.Length > (from.All(char.IsAsciiDigit) ? MaxDigits : MaxName))
        {
            problems.Add("From is missing, too long or has a control character; expected a number of at most 15 digits or a name of at most 11 characters.");
        }

        if (options.Callback is { } callback)
        {
            HttpAccountCheck.Url(nameof(options.Callback), callback, options.AllowPrivateNetworks, problems);
            if (callback.OriginalString.Length > MaxCallback)
            {
                problems.Add($"Callback has {callback.OriginalString.Length} characters; Vonage takes {MaxCallback}.");
            }
        }

        return problems;
    }
}
