namespace OmniChannel.Benchmarks;

/// <summary>
/// What a good programmer writes for this one shop without us: the default policy as ifs and integer points. What depends on the customer alone is found
/// once, what depends on the shop alone was found at start. It chooses the same channel, time and account; it keeps no reasons, no losers and no proof.
/// </summary>
internal sealed class HandWritten
{
    private const long Day = TimeSpan.TicksPerDay;
    private readonly Offer[] _offers;

    public HandWritten(Shop shop) => _offers = [.. shop.Channels
        .Where(d => d.Capabilities.Reach == ChannelReach.Person && d.Capabilities.Direction.HasFlag(ChannelDirection.Outbound) && shop.Campaign.Variants.Any(v => v.Channel == d.Channel))
        .Select(d => new Offer(d, shop))];

    public ChannelChoice? Choose(Shopper shopper)
    {
        var (state, now) = (shopper.State, shopper.Now.UtcTicks);
        var (purpose, profile) = (shopper.Message.Purpose, state.Profile);
        var expires = now + (7 * Day);
        var onSite = Until(state.SiteSeenAt, state.SiteLeftAt, TimeSpan.FromMinutes(30), shopper.Now);
        var inApp = Until(state.AppSeenAt, state.AppLeftAt, TimeSpan.FromMinutes(30), shopper.Now);
        var inStore = Until(state.StoreSeenAt, state.StoreLeftAt, TimeSpan.FromHours(2), shopper.Now);
        Span<long> sent = stackalloc long[64];
        sent = purpose == Purpose.Transactional ? default : sent[..Counted(state.Contacts, sent)];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone!);
        var persona = PersonaOf(profile);
        var first = First(shopper, onSite > now, inStore > now);
        (Offer? Offer, string? Account, long At, int Score) best = default;
        foreach (var offer in _offers)
        {
            var address = AddressOf(profile, offer.Channel);
            if ((offer.NeedsAgent && shopper.AgentsFree == 0) || (offer.NeedsAddress && address is null) || Suppressed(state, offer.Channel, address)
                || ConsentFor(profile, purpose, offer.Channel) is not { Granted: true } consent || (consent.Basis == ConsentBasis.Contract && purpose == Purpose.Marketing))
            {
                continue;
            }

            state.Channels.TryGetValue(offer.Channel, out var history);
            var until = Math.Min(expires, consent.Until?.UtcTicks ?? long.MaxValue);
            until = offer.Place switch
            {
                CustomerPlace.OnSite => Math.Min(until, onSite),
                CustomerPlace.InApp => Math.Min(until, inApp),
                CustomerPlace.InStore => Math.Min(until, inStore),
                _ => until,
            };
            if (offer.ReplyWindow > 0)
            {
                until = Math.Min(until, history?.LastInboundAt is { } inbound ? inbound.UtcTicks + offer.ReplyWindow : 0);
            }

            var isQuiet = offer.IsInstant && offer.Place == CustomerPlace.Anywhere && shopper.Message.Urgency < Urgency.Critical;
            var at = FirstOpen(now, until, sent, isQuiet ? zone : null);
            if (at >= until)
            {
                continue;
            }

            var score = (offer.Channel == first && profile.Channels.GetValueOrDefault(offer.Channel) != Liking.Dislike ? 100_000 : 0) + Points(offer, shopper, persona, history) + Presence(offer.Channel, shopper, onSite > now, inApp > now, inStore > now) - (2 * (int)Math.Ceiling((at - now) / (double)TimeSpan.TicksPerHour));
            if (best.Offer is null || score > best.Score || (score == best.Score && (at < best.At || (at == best.At && string.CompareOrdinal(offer.Channel.Name, best.Offer.Channel.Name) < 0))))
            {
                best = (offer, offer.AccountAt(at), at, score);
            }
        }

        return best.Offer is null ? null : new ChannelChoice { Channel = best.Offer.Channel, At = new DateTimeOffset(best.At, TimeSpan.Zero), Account = best.Account! };
    }

    /// <summary>The channel that goes before all others; null for none.</summary>
    private static Channel? First(Shopper shopper, bool onSite, bool inStore) =>
        shopper.Message.Purpose == Purpose.Transactional ? (shopper.State.PurchasedAt is { } bought && shopper.Now - bought < TimeSpan.FromDays(1) ? Channel.Email : null)
        : onSite && shopper.AgentsFree >= 1 ? Channel.LiveChat
        : inStore ? Channel.Push
        : null;

    private static int Points(Offer offer, Shopper shopper, int persona, ChannelHistory? history)
    {
        var profile = shopper.State.Profile;
        profile.Channels.TryGetValue(offer.Channel, out var liking);
        var score = (int)liking * 200;
        score += persona < 0 || liking == Liking.Dislike || (liking == Liking.Like && offer.PersonaPoints[persona] < 0) ? 0 : offer.PersonaPoints[persona];
        score += Usage(history, shopper.Now);
        score += shopper.State.Device == DeviceKind.Unknown || offer.Devices.Count == 0 ? 0 : offer.Devices.Contains(shopper.State.Device) ? 40 : -60;
        score += StageRoles.Standard.PointsOf(profile.Stage ?? shopper.State.Stage ?? FunnelStage.Awareness, offer.Channel);
        score += offer.LeadPoints - offer.CostPoints;
        if (history is { Deliveries: > 0 })
        {
            var rate = (int)(((Math.Min(history.Conversions, history.Deliveries) * 1000L) + (offer.Prior * 10L)) / (history.Deliveries + 10));
            score += Math.Clamp(rate - offer.Prior, -100, 100);
        }

        return score;
    }

    private static int Usage(ChannelHistory? history, DateTimeOffset now)
    {
        if (history?.LastEngagedAt is not { } at)
        {
            return (history?.Deliveries ?? 0) switch { < 3 => 0, < 6 => -30, _ => -60 };
        }

        return (now - at).TotalDays switch { <= 1 => 100, <= 7 => 70, <= 30 => 40, <= 90 => 15, _ => 0 };
    }

    private static int Presence(Channel channel, Shopper shopper, bool onSite, bool inApp, bool inStore) =>
        channel == Channel.LiveChat && onSite && shopper.AgentsFree > 0 ? 100
        : channel == Channel.Website && onSite ? 60
        : channel == Channel.Push && inStore ? 100
        : channel == Channel.Push && inApp ? 60
        : channel == Channel.Email && shopper.Message.Purpose == Purpose.Transactional && shopper.State.PurchasedAt is { } bought && shopper.Now - bought <= TimeSpan.FromDays(1) ? 100
        : 0;

    private static int PersonaOf(CustomerProfile profile) =>
        profile.Spent is { Minor: >= 200_00 } && profile.IsNew == false ? 0
        : profile.PurchaseChannel == Channel.Website && profile.IsNew == true ? 1
        : profile.PurchaseChannel == Channel.CallCentre ? 2
        : -1;

    /// <summary>The first instant outside quiet hours at which two in a day and five in a week are not exceeded.</summary>
    private static long FirstOpen(long from, long until, ReadOnlySpan<long> sent, TimeZoneInfo? quietIn)
    {
        var at = from;
        while (at < until)
        {
            var next = AfterCap(AfterCap(at, sent, 2, Day), sent, 5, 7 * Day);
            next = quietIn is null ? next : AfterQuiet(next, quietIn);
            if (next == at)
            {
                break;
            }

            at = next;
        }

        return at;
    }

    private static long AfterCap(long at, ReadOnlySpan<long> sent, int max, long window)
    {
        for (var last = max - 1; last < sent.Length; last++)
        {
            var (a, b) = (sent[last - max + 1], sent[last]);
            at = b - a < window && at > b - window && at < a + window ? a + window : at;
        }

        return at;
    }

    private static long AfterQuiet(long at, TimeZoneInfo zone)
    {
        var local = at + zone.GetUtcOffset(new DateTimeOffset(at, TimeSpan.Zero)).Ticks;
        var (midnight, time) = (local - (local % Day), local % Day);
        if (time is >= 8 * TimeSpan.TicksPerHour and < 21 * TimeSpan.TicksPerHour)
        {
            return at;
        }

        var morning = midnight + (8 * TimeSpan.TicksPerHour) + (time >= 8 * TimeSpan.TicksPerHour ? Day : 0);
        return morning - zone.GetUtcOffset(new DateTime(morning, DateTimeKind.Unspecified)).Ticks;
    }

    private static int Counted(IReadOnlyList<Contact> contacts, Span<long> sent)
    {
        var count = 0;
        foreach (var contact in contacts)
        {
            if (contact.Purpose != Purpose.Transactional)
            {
                sent[count++] = contact.At.UtcTicks;
            }
        }

        sent[..count].Sort();
        return count;
    }

    private static string? AddressOf(CustomerProfile profile, Channel channel)
    {
        foreach (var point in profile.ContactPoints)
        {
            if (point.Channel == channel)
            {
                return point.Address;
            }
        }

        return null;
    }

    private static bool Suppressed(CustomerState state, Channel channel, string? address)
    {
        foreach (var suppression in state.Suppressions)
        {
            if (suppression.Channel == channel && suppression.Address == address)
            {
                return true;
            }
        }

        return false;
    }

    private static ConsentRecord? ConsentFor(CustomerProfile profile, Purpose purpose, Channel channel)
    {
        ConsentRecord? newest = null;
        foreach (var record in profile.Consents)
        {
            if (record.Channel == channel && record.Purpose == purpose && (newest is null || record.At > newest.At || (record.At == newest.At && !record.Granted)))
            {
                newest = record;
            }
        }

        return newest;
    }

    private static long Until(DateTimeOffset? seen, DateTimeOffset? left, TimeSpan lasts, DateTimeOffset now) =>
        seen is { } at && !(left >= at) && at <= now && now < at + lasts ? (at + lasts).UtcTicks : 0;

    /// <summary>What is known of a channel before any customer comes.</summary>
    private sealed class Offer
    {
        private readonly AccountHealth[] _accounts;

        public Offer(ChannelDefinition definition, Shop shop)
        {
            var can = definition.Capabilities;
            (Channel, NeedsAgent, NeedsAddress) = (definition.Channel, can.RequiresAgent, can.Address != AddressKind.None && can.RequiresPresence == CustomerPlace.Anywhere);
            (Place, IsInstant, ReplyWindow, Devices) = (can.RequiresPresence, can.IsInstant, can.ReplyWindow?.Ticks ?? 0, can.Devices);
            CostPoints = can.CostPerMessage is { } cost && !(can.RequiresAgent && can.RequiresPresence != CustomerPlace.Anywhere) ? (int)Math.Min(100m, decimal.Round(cost.Amount * 500, MidpointRounding.AwayFromZero)) : 0;
            Prior = (int)Math.Round(definition.Audience.PriorConversion * 1000);
            shop.Evidence.Leads.TryGetValue(Channel, out var leads);
            LeadPoints = Math.Clamp((int)((((leads?.Bought ?? 0) * 1000L) + (Prior * 10L)) / ((leads?.Came ?? 0) + 10)) - Prior, -100, 100);
            PersonaPoints = [.. shop.Personas.Select(p => p.Channels.GetValueOrDefault(Channel))];
            _accounts = [.. shop.Accounts[Channel]];
        }

        public Channel Channel { get; }

        public bool NeedsAgent { get; }

        public bool NeedsAddress { get; }

        public CustomerPlace Place { get; }

        public bool IsInstant { get; }

        public long ReplyWindow { get; }

        public IReadOnlyList<DeviceKind> Devices { get; }

        public int CostPoints { get; }

        public int LeadPoints { get; }

        public int Prior { get; }

        public int[] PersonaPoints { get; }

        /// <summary>The second account of each channel of this shop is never paused.</summary>
        public string AccountAt(long at)
        {
            foreach (var account in _accounts)
            {
                if (account.PausedUntil is not { } until || until.UtcTicks <= at)
                {
                    return account.Account;
                }
            }

            throw new InvalidOperationException($"Every account of {Channel} is paused.");
        }
    }
}
