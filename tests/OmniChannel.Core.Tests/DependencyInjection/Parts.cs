using Microsoft.Extensions.Configuration;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.DependencyInjection;

/// <summary>Parts of small instances, for tests of how they are put together.</summary>
internal static class Parts
{
    public static Campaign Reminder(string text = "Your cart waits.") => new()
    {
        Id = new CampaignId("cart-reminder"),
        Name = "Cart reminder",
        Variants = [new Variant { Channel = Channel.Email, Subject = "Your cart", Text = text, Buttons = ["To the cart"] }],
    };

    public static Persona Saver() => new()
    {
        Id = new PersonaId("saver"),
        Name = "Saver",
        Motivations = ["a good price"],
        Channels = new Dictionary<Channel, int> { [Channel.Email] = 50 },
    };

    public static IConfigurationRoot Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}

/// <summary>An account that keeps what it is given, and counts how often it was disposed of.</summary>
internal class KeptMail(string account) : IChannelAdapter, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<OutgoingMessage> _kept = [];

    public KeptMail()
        : this("default")
    {
    }

    public Channel Channel => Channel.Email;

    public string Account => account;

    public int Disposed { get; private set; }

    public IReadOnlyList<OutgoingMessage> Kept
    {
        get
        {
            lock (_gate)
            {
                return [.. _kept];
            }
        }
    }

    public AddressCheck CheckAddress(string address) =>
        address.Contains('@', StringComparison.Ordinal) ? AddressCheck.Valid(address) : AddressCheck.Invalid("There is no @.");

    public virtual ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _kept.Add(message);
        }

        return ValueTask.FromResult(AttemptOutcome.Accepted());
    }

    public ValueTask DisposeAsync()
    {
        Disposed++;
        return ValueTask.CompletedTask;
    }
}

/// <summary>The options of an account made up for tests.</summary>
internal sealed class FaxOptions
{
    public string Number { get; set; } = "";

    public string? Secret { get; set; }

    public int Speed { get; set; } = 9600;
}
