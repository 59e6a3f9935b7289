using System.Globalization;
using OmniChannel.Delivery;

namespace OmniChannel.Benchmarks;

/// <summary>An account at the provider on loopback, over the base of HTTP adapters; it counts what it was given.</summary>
internal sealed class LoopbackChannel(Uri uri, HttpClient client) : HttpChannelAdapter(new HttpChannelSettings { Channel = Channel.Push, AllowPrivateNetworks = true }, client, TimeProvider.System)
{
    private long _given;

    public long Given => Volatile.Read(ref _given);

    /// <summary>Called with the number of each call that begins.</summary>
    public Action<long>? OnGiven { get; set; }

    /// <summary>A client as hosts have it.</summary>
    public static HttpClient Client() => new(EgressGate.CreateHandler(allowPrivateNetworks: true));

    /// <summary>The request of one message: the same for us and for the bare loop.</summary>
    public static HttpRequestMessage Request(Uri uri, string key, string address, string text) => new(HttpMethod.Post, uri)
    {
        Headers = { { "Idempotency-Key", key } },
        Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"to":"{{address}}","text":"{{text}}"}"""), null, "application/json"),
    };

    public override AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        OnGiven?.Invoke(Interlocked.Increment(ref _given));
        return new(Request(uri, message.IdempotencyKey, message.Address, message.Content.Text!));
    }
}
