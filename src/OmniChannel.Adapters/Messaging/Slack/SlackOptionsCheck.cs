using OmniChannel.Accounts;

namespace OmniChannel.Messaging;

/// <summary>Finds everything that is wrong with an account at Slack.</summary>
internal static class SlackOptionsCheck
{
    public static IReadOnlyList<string> Problems(SlackOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        if (options.WebhookUrl is null == string.IsNullOrEmpty(options.BotToken))
        {
            problems.Add("Set WebhookUrl, for one conversation, or BotToken, for people and channels by their identifiers; one of them, not both.");
        }

        if (options.WebhookUrl is { } url)
        {
            HttpAccountCheck.Url(nameof(options.WebhookUrl), url, options.AllowPrivateNetworks, problems);
        }

        HttpAccountCheck.OneLine(nameof(options.BotToken), options.BotToken, problems);
        SecretsCheck.Each(nameof(options.SigningSecrets), options.SigningSecrets, "an app's signing secret", problems);
        return problems;
    }
}
