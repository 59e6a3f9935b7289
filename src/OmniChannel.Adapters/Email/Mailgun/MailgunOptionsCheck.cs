using OmniChannel.Accounts;

namespace OmniChannel.Email;

/// <summary>Finds everything that is wrong with an account at Mailgun.</summary>
internal static class MailgunOptionsCheck
{
    public static IReadOnlyList<string> Problems(MailgunOptions options)
    {
        var problems = EmailApi.Problems(options);
        HttpAccountCheck.Required(nameof(options.ApiKey), options.ApiKey, "the API key", problems);
        if (Uri.CheckHostName(options.Domain) != UriHostNameType.Dns)
        {
            problems.Add("Domain is missing or no domain name; expected one such as mg.example.com.");
        }

        for (var at = 0; at < options.WebhookKeys.Count; at++)
        {
            HttpAccountCheck.Required($"WebhookKeys[{at}]", options.WebhookKeys[at], "a webhook signing key", problems);
        }

        if (options.WebhookTolerance <= TimeSpan.Zero || options.WebhookTolerance > TimeSpan.FromDays(7))
        {
            problems.Add($"WebhookTolerance is {options.WebhookTolerance}; expected more than nothing and at most a week.");
        }

        return problems;
    }
}
