using OmniChannel.Accounts;
using OmniChannel.Verification;

namespace OmniChannel.Email;

/// <summary>Finds everything that is wrong with an account at SendGrid.</summary>
internal static class SendGridOptionsCheck
{
    public static IReadOnlyList<string> Problems(SendGridOptions options)
    {
        var problems = EmailApi.Problems(options);
        HttpAccountCheck.Required(nameof(options.ApiKey), options.ApiKey, "the API key, which begins with SG.", problems);
        for (var at = 0; at < options.WebhookKeys.Count; at++)
        {
            if (EcdsaSignature.Problem(options.WebhookKeys[at]) is { } problem)
            {
                problems.Add($"WebhookKeys[{at}] {problem}");
            }
        }

        if (options.WebhookTolerance <= TimeSpan.Zero)
        {
            problems.Add($"WebhookTolerance is {options.WebhookTolerance}; expected more than nothing.");
        }

        return problems;
    }
}
