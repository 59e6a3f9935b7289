using OmniChannel.Accounts;

namespace OmniChannel.Messaging;

/// <summary>Finds everything that is wrong with a bot's account at Telegram.</summary>
internal static class TelegramOptionsCheck
{
    private static readonly System.Buffers.SearchValues<char> InSecrets = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static IReadOnlyList<string> Problems(TelegramOptions options)
    {
        var problems = HttpAccountCheck.Problems(options);
        var colon = options.BotToken.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || options.BotToken.AsSpan(0, colon).ContainsAnyExceptInRange('0', '9') || colon == options.BotToken.Length - 1 || options.BotToken.AsSpan(colon + 1).ContainsAnyExcept(InSecrets))
        {
            problems.Add("BotToken is missing or no bot's token; expected digits, a colon and letters, as BotFather gave it.");
        }

        for (var at = 0; at < options.SecretTokens.Count; at++)
        {
            if (options.SecretTokens[at] is not { Length: >= 16 and <= 256 } secret || secret.AsSpan().ContainsAnyExcept(InSecrets))
            {
                problems.Add($"SecretTokens[{at}] is none; expected 16 to 256 letters, digits, '_' and '-', the same as secret_token of setWebhook.");
            }
        }

        return problems;
    }
}
