namespace OmniChannel;

/// <summary>One bot at Telegram.</summary>
public sealed class TelegramOptions : HttpAccountOptions
{
    /// <summary>The bot's token, as BotFather gave it: digits, a colon and letters. It is part of every URL that is called, and never logged. A secret. Required.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>What Telegram sends along with each call (<c>secret_token</c> of setWebhook): letters, digits, '_' and '-'. Secrets. Several while one replaces another; none when calls are not listened to: then each is refused.</summary>
    public IList<string> SecretTokens { get; } = [];

    /// <summary>Shows no preview of links.</summary>
    /// <value>False.</value>
    public bool NoLinkPreview { get; set; }
}
