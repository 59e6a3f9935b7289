using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Messages by Meta's Send API, to Messenger or to Instagram; their webhook brings what people write, what arrived, comments and mentions.</summary>
internal sealed class MessengerChannelAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly MessengerOptions _options;
    private readonly string _authorization;
    private readonly Uri _url;
    private readonly MetaWebhook _webhook;
    private readonly MessengerEvents _events;
    private readonly bool _isInstagram;

    /// <summary>An adapter for one Page on one of the two channels.</summary>
    public MessengerChannelAdapter(Channel channel, string account, MessengerOptions options, HttpClient client, TimeProvider time)
        : base(channel, account, options, new("https://graph.facebook.com/"), client, time)
    {
        _options = options;
        _authorization = $"Bearer {options.AccessToken}";
        _url = At($"{options.Version}/{options.PageId}/messages");
        _webhook = new(options.AppSecrets, options.VerifyTokens);
        _isInstagram = channel == InstagramDirect.Definition.Channel;
        _events = new(_isInstagram ? options.InstagramAccountId ?? options.PageId : options.PageId, _isInstagram);
    }

    /// <inheritdoc/>
    protected override AnswerTable Answers => MessengerAnswers.Table;

    /// <summary>The identifier under which this Page knows a person; it comes with the person's first message.</summary>
    public override AddressCheck CheckAddress(string address) => Handle.CheckNumber(address, 25, "the identifier under which this Page knows the person");

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_webhook.Answer(request) ?? _events.Read(request.Body));
    }

    /// <inheritdoc/>
    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        new(MessengerMessage.Refuse(message, _isInstagram) is { } refused ? refused : Post(_url, MessengerMessage.Write(message, _options.HumanAgent), _authorization));

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer) => MetaAnswer.Read(answer, static said => said.Text("message_id"));
}
