using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Messages of a bot by Telegram's Bot API; its webhook brings what people write and who blocked the bot.</summary>
internal sealed class TelegramChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly TelegramOptions _options;
    private readonly SharedSecret _secret;
    private readonly Uri _sendMessage;
    private readonly Uri _sendPhoto;

    /// <summary>An adapter for one bot.</summary>
    public TelegramChannelAdapter(string account, TelegramOptions options, HttpClient client, TimeProvider time)
        : base(Channel.Telegram, account, options, new("https://api.telegram.org/"), client, time, dialect: RetryAfterDialect.Telegram)
    {
        _options = options;
        _secret = new(options.SecretTokens);
        _sendMessage = At($"bot{options.BotToken}/sendMessage");
        _sendPhoto = At($"bot{options.BotToken}/sendPhoto");
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => TelegramAnswers.Table;

    /// <summary>A chat's number, negative for groups, or the name of a public one with its @.</summary>
    public override AddressCheck CheckAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var chat = address.Trim();
        var digits = chat.AsSpan(chat.StartsWith('-') ? 1 : 0);
        return digits.Length is > 0 and <= 16 && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9') ? AddressCheck.Valid(chat)
            : chat.Length is >= 5 and <= 33 && chat[0] == '@' && chat.AsSpan(1).IndexOfAnyExcept(Handle.Letters) < 0 ? AddressCheck.Valid(chat)
            : AddressCheck.Invalid("Expected the number of a chat, or @ and the name of a public one.");
    }

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_secret.Matches(request.Header("X-Telegram-Bot-Api-Secret-Token")) ? TelegramUpdate.Read(request.Body) : InboundReading.Refused(InboundRefusal.BadSignature));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = TelegramMessage.TextOf(message);
        var (length, limit) = (TelegramMessage.LengthOf(text, message.Content.Markup), message.Content.Image is null ? TelegramMessage.MaxText : TelegramMessage.MaxCaption);
        return new(length is 0 || length > limit
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {length} characters; Telegram takes 1 to {limit}.")
            : RequestTo(message.Address, message, text));
    }

    /// <summary>A group that became a supergroup has another number now, and says which.</summary>
    protected override ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken)
    {
        var moved = sent == 1 && answer.Status == System.Net.HttpStatusCode.BadRequest ? MovedTo(answer.Body) : null;
        return new(moved is { } chat ? RequestTo(chat, message, TelegramMessage.TextOf(message)) : (BuiltRequest?)null);
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        using var json = WireJson.Parse(answer.Body);
        var said = json.RootElement;
        if (said.Get("ok").ValueKind == System.Text.Json.JsonValueKind.True)
        {
            var result = said.Get("result");
            return result.Text("message_id") is { } number ? ProviderAnswer.Accepted(TelegramMessage.IdOf(result.Get("chat").Text("id") ?? "", number)) : ProviderAnswer.Unreadable;
        }

        return said.Get("ok").ValueKind == System.Text.Json.JsonValueKind.False ? ProviderAnswer.Refused(TelegramAnswers.CodeOf(said.Text("description")), said.Text("error_code")) : ProviderAnswer.Unreadable;
    }

    private BuiltRequest RequestTo(string chat, OutgoingMessage message, string text) =>
        Post(message.Content.Image is null ? _sendMessage : _sendPhoto, TelegramMessage.Write(message, text, chat, _options.NoLinkPreview));

    private static string? MovedTo(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = WireJson.Parse(body);
            return json.RootElement.Get("parameters").Number("migrate_to_chat_id")?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // judged as any other answer that cannot be read
        }
    }
}
