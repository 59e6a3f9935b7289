using OmniChannel.Accounts;
using OmniChannel.Webhooks;

namespace OmniChannel.Email;

/// <summary>Finds everything that is wrong with an account at Resend.</summary>
internal static class ResendOptionsCheck
{
    public static IReadOnlyList<string> Problems(ResendOptions options)
    {
        var problems = EmailApi.Problems(options);
        HttpAccountCheck.Required(nameof(options.ApiKey), options.ApiKey, "the API key, which begins with re_", problems);
        for (var at = 0; at < options.WebhookSecrets.Count; at++)
        {
            if (WebhookSecret.Problem(options.WebhookSecrets[at]) is { } problem)
            {
                problems.Add($"WebhookSecrets[{at}] {problem}");
            }
        }

        if (options.WebhookTolerance <= TimeSpan.Zero)
        {
            problems.Add($"WebhookTolerance is {options.WebhookTolerance}; expected more than nothing.");
        }

        return problems;
    }
}
