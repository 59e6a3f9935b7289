using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Messages by the WhatsApp Cloud API: free within 24 hours of the person's last one, by template at any time. Its webhook brings statuses, answers and opt-outs.</summary>
internal sealed class WhatsAppChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly WhatsAppOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly MetaWebhook _webhook;
    private readonly bool _byTemplate;

    /// <summary>An adapter for one number on one of the two channels.</summary>
    public WhatsAppChannelAdapter(Channel channel, string account, WhatsAppOptions options, HttpClient client, TimeProvider time)
        : base(channel, account, options, new("https://graph.facebook.com/"), client, time)
    {
        _options = options;
        _authorization = $"Bearer {options.AccessToken}";
        _url = At($"{options.Version}/{options.PhoneNumberId}/messages");
        _webhook = new(options.AppSecrets, options.VerifyTokens);
        _byTemplate = channel == WhatsAppTemplates.Definition.Channel;
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => WhatsAppAnswers.Table;

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => SmsText.CheckNumber(address);

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_webhook.Answer(request) ?? WhatsAppEvents.Read(request.Body, _options.PhoneNumberId));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        new(WhatsAppMessage.Refuse(message, _byTemplate) is { } refused ? refused : Post(_url, WhatsAppMessage.Write(message, _byTemplate), _authorization));

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer) => MetaAnswer.Read(answer, static said => said.Get("messages").At(0).Text("id"));
}
