using OmniChannel.Accounts;

namespace OmniChannel.Sms;

/// <summary>Finds everything that is wrong with an account at Twilio.</summary>
internal static class TwilioOptionsCheck
{
    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    public static IReadOnlyList<string> Problems(TwilioOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        Sid(nameof(options.AccountSid), options.AccountSid, "AC", required: true, problems);
        Sid(nameof(options.ApiKeySid), options.ApiKeySid, "SK", required: false, problems);
        Sid(nameof(options.MessagingServiceSid), options.MessagingServiceSid, "MG", required: false, problems);
        if (options.AuthTokens.Count == 0)
        {
            problems.Add("AuthTokens is empty; expected the account's auth token, which also verifies what Twilio calls about.");
        }

        for (var at = 0; at < options.AuthTokens.Count; at++)
        {
            HttpAccountCheck.Required($"AuthTokens[{at}]", options.AuthTokens[at], "an auth token", problems);
        }

        HttpAccountCheck.OneLine(nameof(options.ApiKeySecret), options.ApiKeySecret, problems);
        if (string.IsNullOrEmpty(options.ApiKeySid) != string.IsNullOrEmpty(options.ApiKeySecret))
        {
            problems.Add("ApiKeySid and ApiKeySecret go together; set both or neither.");
        }

        if (string.IsNullOrWhiteSpace(options.From) && string.IsNullOrEmpty(options.MessagingServiceSid))
        {
            problems.Add("From and MessagingServiceSid are both missing; say what messages are sent from.");
        }
        else if (options.From?.Any(char.IsControl) == true)
        {
            problems.Add("From has a control character.");
        }

        if (options.StatusCallback is { } callback)
        {
            HttpAccountCheck.Url(nameof(options.StatusCallback), callback, options.AllowPrivateNetworks, problems);
        }

        return problems;
    }

    private static void Sid(string name, string? sid, string prefix, bool required, List<string> problems)
    {
        if (string.IsNullOrEmpty(sid) ? required : !sid.StartsWith(prefix, StringComparison.Ordinal) || sid.Length != 34 || sid.AsSpan(2).ContainsAnyExcept(Hex))
        {
            problems.Add($"{name} is missing or no SID; expected {prefix} and 32 hexadecimal digits.");
        }
    }
}
