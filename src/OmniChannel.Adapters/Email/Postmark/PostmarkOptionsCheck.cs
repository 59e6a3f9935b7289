using OmniChannel.Accounts;

namespace OmniChannel.Email;

/// <summary>Finds everything that is wrong with an account at Postmark.</summary>
internal static class PostmarkOptionsCheck
{
    private const int ShortestSecret = 16;

    public static IReadOnlyList<string> Problems(PostmarkOptions options)
    {
        var problems = EmailApi.Problems(options);
        HttpAccountCheck.Required(nameof(options.ServerToken), options.ServerToken, "the server's API token", problems);
        HttpAccountCheck.OneLine(nameof(options.MessageStream), options.MessageStream, problems);
        HttpAccountCheck.Required(nameof(options.WebhookHeader), options.WebhookHeader, "the name of a header", problems);
        for (var at = 0; at < options.WebhookCredentials.Count; at++)
        {
            if (options.WebhookCredentials[at]?.Split(':', 2) is not [_, { Length: >= ShortestSecret }])
            {
                problems.Add($"WebhookCredentials[{at}] is no name and password with a colon between them, or its password is shorter than {ShortestSecret} characters.");
            }
        }

        for (var at = 0; at < options.WebhookSecrets.Count; at++)
        {
            if (options.WebhookSecrets[at] is not { Length: >= ShortestSecret })
            {
                problems.Add($"WebhookSecrets[{at}] is shorter than {ShortestSecret} characters.");
            }
        }

        return problems;
    }
}
