using System.Text;
using System.Text.Json;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Messages into a Slack workspace, by an incoming webhook or by chat.postMessage; the Events API brings what people write.</summary>
internal sealed class SlackChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly SlackOptions _options;
    private readonly string? _authorization;
    private readonly Uri _url;
    private readonly SlackSignature _signature;

    /// <summary>An adapter for one account.</summary>
    public SlackChannelAdapter(string account, SlackOptions options, HttpClient client, TimeProvider time)
        : base(SlackChannel.Definition.Channel, account, options, new("https://slack.com/"), client, time)
    {
        _options = options;
        _authorization = string.IsNullOrEmpty(options.BotToken) ? null : $"Bearer {options.BotToken}";
        _url = options.WebhookUrl ?? At("api/chat.postMessage");
        _signature = new(options.SigningSecrets, time);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => SlackAnswers.Table;

    /// <summary>The identifier of a member or a conversation (U…, W…, C…, D…, G…). By a webhook nothing of it is sent, so there a name with its # will do.</summary>
    public override AddressCheck CheckAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var id = address.Trim();
        return id.Length is >= 9 and <= 30 && "UWCDG".Contains(id[0], StringComparison.Ordinal) && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) ? AddressCheck.Valid(id)
            : _options.WebhookUrl is not null && id.Length is > 1 and <= 81 && id[0] == '#' && !id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? AddressCheck.Valid(id)
            : AddressCheck.Invalid("Expected the identifier of a member or a conversation, such as U012AB3CD; by an incoming webhook also # and a name.");
    }

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_signature.Refuse(request) is { } refusal ? InboundReading.Refused(refusal) : SlackEvents.Read(request.Body));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var text = SlackMessage.TextOf(message);
        return new(text.Length is 0 or > SlackChannel.MaxText ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; Slack takes 1 to {SlackChannel.MaxText}.")
            : Post(_url, SlackMessage.Write(message, text, _options.WebhookUrl is null ? message.Address : null), _options.WebhookUrl is null ? _authorization : null));
    }

    /// <summary>A webhook answers in words, and the yes is "ok"; the Web API answers 200 whatever it means.</summary>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
    {
        if (_options.WebhookUrl is not null)
        {
            var said = answer.Body.Length <= 100 ? Encoding.UTF8.GetString(answer.Body.Span).Trim() : null;
            return answer.IsSuccess ? said == "ok" ? ProviderAnswer.Accepted() : ProviderAnswer.Unreadable : ProviderAnswer.Refused(said);
        }

        using var json = WireJson.Parse(answer.Body);
        return json.RootElement.Get("ok").ValueKind switch
        {
            JsonValueKind.True => json.RootElement.Text("ts") is { Length: > 0 } ts ? ProviderAnswer.Accepted(ts) : ProviderAnswer.Unreadable,
            JsonValueKind.False => ProviderAnswer.Refused(json.RootElement.Text("error")),
            _ => ProviderAnswer.Unreadable,
        };
    }
}
