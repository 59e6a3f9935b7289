using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>One node by the machine's clock, whose provider answers as a test says.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task _running = Task.CompletedTask;

    private Node(IOmniStore store, OmniChannelRuntime runtime) => (Store, Runtime) = (store, runtime);

    public IOmniStore Store { get; }

    public OmniChannelRuntime Runtime { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="store">Its own, disposed of with it.</param>
    /// <param name="answer">What its provider answers.</param>
    /// <param name="change">Changes the instance further; null for nothing.</param>
    public static async Task<Node> StartAsync(IOmniStore store, Func<OutgoingMessage, ValueTask<AttemptOutcome>> answer, Action<OmniChannelSetup>? change = null)
    {
        var setup = new OmniChannelSetup { Store = store, Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest(), Options = { TimeZone = "Europe/Berlin", PollInterval = TimeSpan.FromMilliseconds(100) } };
        setup.Campaigns.Add(new Campaign { Id = new CampaignId("order"), Name = "Your order", Variants = [new Variant { Channel = Channel.Email, Subject = "Your order", Text = "{{message.number}}" }] });
        setup.Adapters.Add(new Provider(answer));
        change?.Invoke(setup);
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return new Node(store, runtime);
    }

    /// <summary>Dispatches from now on.</summary>
    public void Run() => _running = Task.Run(() => Runtime.RunDispatcherAsync(_stopping.Token), Stop);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async Task SaveAsync(int customer)
    {
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        await Runtime.SaveAsync(
            new CustomerProfile
            {
                Id = CustomerOf(customer),
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email(string.Create(CultureInfo.InvariantCulture, $"c{customer}@example.com"))],
                Consents = [.. new[] { Purpose.Transactional, Purpose.Marketing }.Select(purpose => ConsentRecord.Grant(purpose, Channel.Email, yesterday, "order"))],
            },
            Stop);
    }

    public async Task<DeliveryId> SendAsync(int customer, int number, Purpose? purpose = null, SendOptions? options = null)
    {
        var message = new Message { Campaign = new CampaignId("order"), Purpose = purpose ?? Purpose.Transactional, Data = new Dictionary<string, string> { ["number"] = number.ToString(CultureInfo.InvariantCulture) } };
        return Assert.IsType<SendResult.Queued>(await Runtime.SendAsync(message, CustomerOf(customer), options, Stop)).Delivery;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Runtime.DisposeAsync();
        await Store.DisposeAsync();
        _stopping.Dispose();
    }

    private static CustomerId CustomerOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"c{number}"));

    private sealed class Provider(Func<OutgoingMessage, ValueTask<AttemptOutcome>> answer) : IChannelAdapter, IMarketingAccount
    {
        public Channel Channel => Channel.Email;

        public string Account => "main";

        public bool MaySendMarketing => true;

        public Uri FallbackBaseUri => new("https://omnichannel.invalid");

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => answer(message);
    }
}
