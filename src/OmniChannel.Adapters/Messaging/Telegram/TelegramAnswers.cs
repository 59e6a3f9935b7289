using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Messaging;

/// <summary>What Telegram's refusals mean. It numbers nothing but the status, so the codes are ours, for texts it has kept for years.</summary>
internal static class TelegramAnswers
{
    /// <summary>A part of the text, in lower case, and our code for it.</summary>
    private static readonly (string Says, string Code)[] Texts =
    [
        ("bot was blocked by the user", "blocked"),
        ("user is deactivated", "deactivated"),
        ("chat not found", "chat-not-found"),
        ("bot can't initiate conversation", "never-started"),
        ("bot was kicked", "kicked"),
        ("bot is not a member", "kicked"),
        ("can't send messages to bots", "is-a-bot"),
        ("peer_id_invalid", "chat-not-found"),
        ("not enough rights", "no-rights"),
        ("have no rights to send", "no-rights"),
        ("message is too long", "too-long"),
        ("message text is empty", "empty"),
        ("can't parse entities", "markup"),
    ];

    public static AnswerTable Table { get; } = new(
        new() { Codes = ["blocked"], Means = OptedOut, Because = "The person blocked the bot; unblocking it opens the address again." },
        new() { Codes = ["deactivated", "chat-not-found", "is-a-bot"], Means = RecipientRejected, Because = "There is no such chat any more." },
        new() { Codes = ["never-started", "kicked"], Means = OptedOut, Because = "The bot may not write there: it was never started, or was removed." },
        new() { Codes = ["no-rights"], Means = MessageRejected, Because = "The bot may not write this into that group." },
        new() { Codes = ["too-long", "empty", "markup"], Means = MessageRejected, Because = "Telegram does not take this text: empty, too long, or not the markup it says." },
        new() { Codes = ["HTTP 404"], Means = AccountRefused, Because = "Telegram knows no bot of this token." });

    /// <summary>Our code of a refusal's text; null for none that is known.</summary>
    public static string? CodeOf(string? description) =>
        description is null ? null : Texts.FirstOrDefault(text => description.Contains(text.Says, StringComparison.OrdinalIgnoreCase)).Code;
}
