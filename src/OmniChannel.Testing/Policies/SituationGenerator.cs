using System.Globalization;

namespace OmniChannel.Testing;

/// <summary>
/// Makes up customers and messages for tests of policies: consents given, denied, ended and missing, several addresses, suppressions, histories near every cap, zones known, unknown and many to a
/// country, and moments around the days on which clocks change. The same seed gives the same situations on every run and machine. Not for several threads.
/// </summary>
/// <example><c>foreach (var situation in new SituationGenerator(seed: 1).Take(500)) { … situation.Decide(policy) … }</c></example>
public sealed class SituationGenerator
{
    /// <summary>The hours around which clocks change in the zones below, and quiet ones in between.</summary>
    private static readonly DateTimeOffset[] Moments =
    [
        new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),  // Europe, forward
        new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero), // Europe, back
        new(2026, 3, 8, 7, 0, 0, TimeSpan.Zero),   // New York, forward
        new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero),  // New York, back
        new(2026, 4, 4, 15, 0, 0, TimeSpan.Zero),  // Lord Howe, back by half an hour
        new(2026, 10, 3, 15, 30, 0, TimeSpan.Zero),
        new(2026, 6, 16, 12, 0, 0, TimeSpan.Zero),
        new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero),
    ];

    private static readonly string[] Zones =
        ["Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "Etc/UTC"];

    private static readonly string[] Countries = ["DE", "GB", "US", "IN", "AU", "FR", "JP"];
    private static readonly Purpose[] Purposes = [Purpose.Marketing, Purpose.Marketing, Purpose.Marketing, Purpose.Service, Purpose.Transactional];
    private static readonly TouchpointType[] Touches =
        [TouchpointType.SiteVisited, TouchpointType.SiteLeft, TouchpointType.AppOpened, TouchpointType.AppClosed, TouchpointType.StoreEntered, TouchpointType.CartLeft, TouchpointType.Purchased, TouchpointType.MessageReceived];

    private readonly SeededChance _chance;
    private readonly IReadOnlyList<ChannelDefinition> _channels;
    private readonly IReadOnlyList<Persona> _personas;
    private readonly Campaign _campaign;
    private int _made;

    /// <summary>Begins at a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="channels">The channels that messages may go to; null for those the library defines that reach a person.</param>
    /// <param name="personas">The host's personas; null for none.</param>
    public SituationGenerator(ulong seed, IReadOnlyList<ChannelDefinition>? channels = null, IReadOnlyList<Persona>? personas = null)
    {
        _chance = new SeededChance(seed);
        _channels = channels ?? [.. ChannelDefinitions.All.Where(one => one.Capabilities.Reach == ChannelReach.Person)];
        _personas = personas ?? [];
        _campaign = new Campaign
        {
            Id = new("generated"),
            Name = "Generated",
            Variants = [.. _channels.Select(one => new Variant { Channel = one.Channel, Subject = one.Capabilities.SubjectLimit is null ? null : "Hello", Text = "Hello" })],
        };
    }

    /// <summary>The next so many situations.</summary>
    public IEnumerable<Situation> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Next();
        }
    }

    /// <summary>The next situation.</summary>
    public Situation Next()
    {
        var id = new CustomerId(string.Create(CultureInfo.InvariantCulture, $"customer-{++_made}"));
        var now = _chance.OneOf(Moments).AddMinutes(_chance.Below(4 * 24 * 60) - (2 * 24 * 60)).AddTicks(_chance.Below(3) - 1);
        var profile = Profile(id, now);
        var variants = _campaign.Variants.Where(_ => _chance.Percent(80)).ToList();
        return new Situation
        {
            Customer = profile,
            Now = now,
            Message = Message(now),
            Campaign = _campaign with { Variants = variants.Count > 0 ? variants : _campaign.Variants },
            Channels = _channels,
            Personas = _personas,
            Touchpoints = Touchpoints(id, now),
            Messages = Messages(profile, now),
            Suppressed = [.. profile.ContactPoints.Where(_ => _chance.Percent(15))],
            PausedUntil = _channels.Where(_ => _chance.Percent(5)).ToDictionary(one => one.Channel, _ => now.AddMinutes(1 + _chance.Below(600))),
            AgentsFree = _chance.Below(3),
            BudgetLeft = _chance.Percent(20) ? new Money(_chance.Below(12), new Currency("EUR")) : null,
            HostZone = _chance.Percent(50) ? "Europe/Berlin" : null,
        };
    }

    private Message Message(DateTimeOffset now) => new()
    {
        Campaign = _campaign.Id,
        Purpose = _chance.OneOf(Purposes),
        Urgency = (Urgency)_chance.Below(4),
        ExpiresAt = now.AddMinutes(_chance.Percent(50) ? 7 * 24 * 60 : 1 + _chance.Below(2 * 24 * 60)),
        Value = _chance.Percent(50) ? new Money(_chance.Below(20_000), new Currency("EUR")) : null,
    };

    private CustomerProfile Profile(CustomerId id, DateTimeOffset now) => new()
    {
        Id = id,
        TimeZone = _chance.Percent(60) ? _chance.OneOf(Zones) : null,
        Country = _chance.Percent(70) ? _chance.OneOf(Countries) : null,
        Language = _chance.Percent(70) ? _chance.OneOf(["de-DE", "en-GB", "fr"]) : null,
        Age = _chance.Percent(60) ? 16 + _chance.Below(70) : null,
        IsNew = _chance.Percent(60) ? _chance.Percent(50) : null,
        Spent = _chance.Percent(60) ? new Money(_chance.Below(100_000), new Currency("EUR")) : null,
        Persona = _personas.Count > 0 && _chance.Percent(50) ? _chance.OneOf(_personas).Id : null,
        Stage = _chance.Percent(50) ? _chance.OneOf([FunnelStage.Awareness, FunnelStage.Consideration, FunnelStage.Conversion, FunnelStage.Loyalty, FunnelStage.Advocacy]) : null,
        ContactPoints = [.. _channels.Where(one => one.Capabilities.Address != AddressKind.None).SelectMany(one => Points(one.Channel, id))],
        Consents = [.. _channels.SelectMany(one => Consents(one.Channel, now))],
        Channels = _channels.Where(_ => _chance.Percent(15)).ToDictionary(one => one.Channel, _ => _chance.Percent(50) ? Liking.Like : Liking.Dislike),
    };

    private IEnumerable<ContactPoint> Points(Channel channel, CustomerId id) =>
        Enumerable.Range(0, _chance.OneOf([0, 1, 1, 1, 1, 2])).Select(number => new ContactPoint { Channel = channel, Address = $"{id}-{number}@{channel}" });

    private List<ConsentRecord> Consents(Channel channel, DateTimeOffset now)
    {
        var consents = new List<ConsentRecord>();
        foreach (var purpose in Purposes.Distinct())
        {
            for (var left = _chance.OneOf([0, 1, 1, 1, 2]); left > 0; left--)
            {
                var at = now.AddHours(-1 - _chance.Below(1000));
                consents.Add(_chance.Below(6) switch
                {
                    0 => ConsentRecord.Deny(purpose, channel, at, "generated"),
                    1 => ConsentRecord.Contract(purpose, channel, at, "generated"),
                    2 => ConsentRecord.Grant(purpose, channel, at, "generated") with { Until = now.AddMinutes(_chance.Below(3 * 24 * 60) - (24 * 60)) },
                    _ => ConsentRecord.Grant(purpose, channel, at, "generated"),
                });
            }
        }

        return consents;
    }

    private List<Touchpoint> Touchpoints(CustomerId id, DateTimeOffset now) =>
        [.. Enumerable.Range(0, _chance.Below(6)).Select(number => new Touchpoint
        {
            Source = "generated",
            Id = number.ToString(CultureInfo.InvariantCulture),
            Customer = id,
            Type = _chance.OneOf(Touches),
            At = now.AddMinutes(-_chance.Below(_chance.Percent(50) ? 60 : 30 * 24 * 60)),
            Channel = _chance.Percent(60) ? _chance.OneOf(_channels).Channel : null,
            Device = (DeviceKind)_chance.Below(4),
            Amount = _chance.Percent(50) ? new Money(100 + _chance.Below(10_000), new Currency("EUR")) : null,
        })];

    /// <summary>Often exactly a day or a week away, or a tick beside it: where caps are wrong when they are.</summary>
    private List<CountedMessage> Messages(CustomerProfile profile, DateTimeOffset now)
    {
        var messages = new List<CountedMessage>();
        for (var left = _chance.Below(8); left > 0 && profile.ContactPoints.Count > 0; left--)
        {
            var to = _chance.OneOf(profile.ContactPoints);
            var at = _chance.Below(4) switch
            {
                0 => now.AddDays(-1).AddTicks(_chance.Below(3) - 1),
                1 => now.AddDays(-7).AddTicks(_chance.Below(3) - 1),
                2 => now.AddMinutes(_chance.Below(5 * 24 * 60)),
                _ => now.AddMinutes(-_chance.Below(8 * 24 * 60)),
            };
            messages.Add(new CountedMessage { Channel = to.Channel, Address = to.Address, Purpose = _chance.OneOf(Purposes), At = at });
        }

        return messages;
    }
}
