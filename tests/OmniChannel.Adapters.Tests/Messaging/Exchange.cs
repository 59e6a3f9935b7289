using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging;

/// <summary>One message to a double, and what it saw.</summary>
internal static class Exchange
{
    public static HttpClient Client() => new(EgressGate.CreateHandler(allowPrivateNetworks: true)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends to a double that answers so, in turn; the last answer is repeated.</summary>
    public static async Task<(AttemptOutcome Outcome, IReadOnlyList<ProviderRequest> Requests)> SendAsync(Func<Uri, HttpClient, IChannelAdapter> create, OutgoingMessage message, params ProviderReply[] replies)
    {
        var at = 0;
        await using var provider = new ProviderDouble(_ => replies[Math.Min(at++, replies.Length - 1)]);
        using var client = Client();
        var outcome = await create(provider.Address, client).SendAsync(message, TestContext.Current.CancellationToken);
        return (outcome, [.. provider.Requests]);
    }

    /// <summary>A call as a host passes it on.</summary>
    public static WebhookRequest Call(string body, params (string Name, string Value)[] headers) => new()
    {
        Url = new Uri("https://shop.example/in"),
        Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    };

    /// <summary>Reads so many spoilt versions of a body: some have facts and some have none, and each is a value or no JSON.</summary>
    public static void Spoil(string body, int seed, Func<ReadOnlyMemory<byte>, InboundReading> read) => Mutations.Judge(body, 2_000, seed, spoilt => read(spoilt).Facts.Count > 0);
}
