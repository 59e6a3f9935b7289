using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>Public posts by Meta's Graph API, of a Page or an Instagram account; their webhook brings comments and mentions.</summary>
internal abstract class MetaPostsAdapter : HttpAccountAdapter, IInboundAdapter
{
    private readonly string _own;
    private readonly string _root;
    private readonly string _version;
    private readonly string _authorization;
    private readonly MetaWebhook _webhook;
    private readonly MessengerEvents _events;

    /// <param name="definition">The channel.</param>
    /// <param name="account">The account's name.</param>
    /// <param name="own">The identifier of who speaks.</param>
    /// <param name="options">Its options, without a problem.</param>
    /// <param name="client">Behind the gate.</param>
    /// <param name="time">The clock.</param>
    protected MetaPostsAdapter(ChannelDefinition definition, string account, string own, MetaOptions options, HttpClient client, TimeProvider time)
        : base(definition.Channel, account, options, new("https://graph.facebook.com/"), client, time)
    {
        _own = own;
        _version = options.Version;
        _root = $"{options.Version}/{own}/";
        _authorization = $"Bearer {options.AccessToken}";
        _webhook = new(options.AppSecrets, options.VerifyTokens);
        _events = new(own, definition.Channel == Channel.Instagram, isPosts: true);
    }

    /// <inheritdoc/>
    public override AddressCheck CheckAddress(string address) => OwnPosts.Check(address, _own);

    /// <inheritdoc/>
    public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(_webhook.Answer(request) ?? _events.Read(request.Body));
    }

    /// <summary>A POST to an edge of who speaks.</summary>
    protected HttpRequestMessage PostTo(string edge, params ReadOnlySpan<(string Name, string? Value)> fields) => Post(At(_root + edge), WireForm.Content(fields), _authorization);

    /// <summary>A GET of something that was made.</summary>
    /// <param name="path">Without a slash in front, escaped.</param>
    protected HttpRequestMessage Ask(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, At($"{_version}/{path}"));
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        return request;
    }

    /// <inheritdoc/>
    protected override ProviderAnswer ReadAnswer(HttpAnswer answer) => MetaAnswer.Read(answer, static said => said.Text("post_id") ?? said.Text("id"));
}
