namespace OmniChannel;

/// <summary>Moves a customer's state on. Pure; touchpoints may come in any order and late: what is kept is the newest, the furthest or the sum.</summary>
internal static class CustomerFold
{
    /// <summary>What is older than the longest window of a cap is forgotten.</summary>
    public static readonly TimeSpan ContactsKept = TimeSpan.FromDays(62);

    /// <summary>A profile was saved: it replaces the earlier one, and consents add up.</summary>
    public static CustomerState Apply(CustomerState state, CustomerProfile profile) => state with
    {
        IsKnown = true,
        Profile = profile with { Consents = [.. state.Profile.Consents.Concat(profile.Consents).Distinct().Order(Comparer<ConsentRecord>.Create(ConsentLedger.InOrder))] },
    };

    public static CustomerState Apply(CustomerState state, ConsentRecord consent) =>
        Apply(state, state.Profile with { Consents = [consent] }) with { IsKnown = state.IsKnown };

    public static CustomerState Apply(CustomerState state, Touchpoint touchpoint) => Apply(state, touchpoint, state.Funnels, state.Stage);

    /// <summary>A touchpoint happened, with what the funnels keep of it, and the stage.</summary>
    public static CustomerState Apply(CustomerState state, Touchpoint touchpoint, IReadOnlyList<FunnelJournal>? funnels, FunnelStage? stage)
    {
        var behaviour = BehaviourFold.Add(state.Behaviour, touchpoint);
        if (touchpoint.Type == TouchpointType.SurveyFollowed)
        {
            return state with { Behaviour = behaviour }; // nobody was there
        }

        // One copy of the state, which is large, for all that a touchpoint moves.
        var (at, type) = (touchpoint.At, touchpoint.Type);
        var onDevice = IsNewerDevice(state, touchpoint);
        var (browsedAt, browsedOn) = Browsed(state, touchpoint);
        var isFirst = IsFirst(state, touchpoint);
        var left = IsLastCart(state, touchpoint);
        var bought = type == TouchpointType.Purchased;
        return state with
        {
            Behaviour = behaviour,
            Funnels = funnels,
            Stage = stage,
            SiteSeenAt = type == TouchpointType.SiteVisited ? Later(state.SiteSeenAt, at) : state.SiteSeenAt,
            SiteLeftAt = type == TouchpointType.SiteLeft ? Later(state.SiteLeftAt, at) : state.SiteLeftAt,
            AppSeenAt = type == TouchpointType.AppOpened ? Later(state.AppSeenAt, at) : state.AppSeenAt,
            AppLeftAt = type == TouchpointType.AppClosed ? Later(state.AppLeftAt, at) : state.AppLeftAt,
            StoreSeenAt = type == TouchpointType.StoreEntered ? Later(state.StoreSeenAt, at) : state.StoreSeenAt,
            StoreLeftAt = type == TouchpointType.StoreLeft ? Later(state.StoreLeftAt, at) : state.StoreLeftAt,
            Device = onDevice ? touchpoint.Device : state.Device,
            DeviceSeenAt = onDevice ? at : state.DeviceSeenAt,
            LastTouchAt = Later(state.LastTouchAt, at),
            BrowsedAt = browsedAt,
            BrowseChannel = browsedOn,
            Sessions = BrowsingSession.IsSeenAt(touchpoint) ? BrowsingSession.With(state.Sessions ?? [], at) : state.Sessions,
            FirstTouchAt = isFirst ? at : state.FirstTouchAt,
            FirstChannel = isFirst ? touchpoint.Channel : state.FirstChannel,
            CartLeftAt = left ? at : state.CartLeftAt,
            CartTotal = left ? touchpoint.Amount : state.CartTotal,
            PurchasedAt = bought ? Later(state.PurchasedAt, at) : state.PurchasedAt,
            Purchases = state.Purchases + (bought ? 1 : 0),
            Channels = touchpoint.Channel is { } channel ? Engaged(state.Channels, channel, touchpoint) : state.Channels,
        };
    }

    /// <summary>A receipt of a delivery that went to this address on this channel. A hard bounce is the address's business, whoever has it.</summary>
    public static CustomerState Apply(CustomerState before, Receipt receipt, Channel channel, Purpose purpose)
    {
        // A bounce is the mailbox's doing, nobody's.
        var state = receipt.Kind is ReceiptKind.HardBounced or ReceiptKind.SoftBounced ? before : before with { Behaviour = BehaviourFold.Add(before.Behaviour, receipt, channel) };
        switch (receipt.Kind)
        {
            case var _ when receipt.ByMachine:
                return state;
            case ReceiptKind.Opened or ReceiptKind.Clicked or ReceiptKind.Replied or ReceiptKind.Converted:
                return OnChannel(state, channel, history => history with
                {
                    Engagements = history.Engagements + 1,
                    LastEngagedAt = Later(history.LastEngagedAt, receipt.At),
                    LastInboundAt = receipt.Kind == ReceiptKind.Replied ? Later(history.LastInboundAt, receipt.At) : history.LastInboundAt,
                    Conversions = history.Conversions + (receipt.Kind == ReceiptKind.Converted ? 1 : 0),
                });
            case ReceiptKind.Complained:
                var revoked = Apply(state, ConsentRecord.Deny(Purpose.Marketing, channel, receipt.At, "complaint"));
                return purpose == Purpose.Marketing ? revoked : Apply(revoked, ConsentRecord.Deny(purpose, channel, receipt.At, "complaint"));
            case ReceiptKind.Unsubscribed:
                return Apply(state, ConsentRecord.Deny(purpose, channel, receipt.At, "unsubscribed"));
            default:
                return state;
        }
    }

    /// <summary>A message is reserved, or its instant moves: what caps count.</summary>
    public static CustomerState Reserve(CustomerState state, Contact contact, DateTimeOffset now) => state with
    {
        Contacts = [.. state.Contacts.Where(c => c.Delivery != contact.Delivery && c.At > now - ContactsKept), contact],
    };

    /// <summary>An attempt begins: the reservation moves to its instant, and the delivery counts among those of its channel, once.</summary>
    public static CustomerState Begin(CustomerState state, Contact contact, DateTimeOffset now)
    {
        var begun = Reserve(state, contact with { IsCounted = true }, now);
        return state.Contacts.Any(c => c.Delivery == contact.Delivery && c.IsCounted == true) ? begun : CountDeliveries(begun, contact.Channel, 1);
    }

    /// <summary>A reservation is given back: the delivery reached nobody.</summary>
    public static CustomerState Release(CustomerState state, DeliveryId delivery)
    {
        var released = state with { Contacts = [.. state.Contacts.Where(c => c.Delivery != delivery)] };
        return state.Contacts.FirstOrDefault(c => c.Delivery == delivery) is { IsCounted: true } contact ? CountDeliveries(released, contact.Channel, -1) : released;
    }

    /// <summary>So many more deliveries on a channel.</summary>
    public static CustomerState CountDeliveries(CustomerState state, Channel channel, int more) =>
        OnChannel(state, channel, history => history with { Deliveries = history.Deliveries + more });

    /// <summary>An address must not be used any more. Of several causes the first holds; before a STOP, which a START takes back, any other.</summary>
    public static CustomerState Suppress(CustomerState state, Suppression suppression) =>
        state with
        {
            Suppressions =
            [
                .. state.Suppressions.Append(suppression)
                    .GroupBy(s => (s.Channel, s.Address))
                    .Select(same => same.OrderBy(s => s.Cause == SuppressionCause.Stop.Name).ThenBy(s => s.At).ThenBy(s => s.Cause, StringComparer.Ordinal).First())
                    .OrderBy(s => s.Channel.Name, StringComparer.Ordinal).ThenBy(s => s.Address, StringComparer.Ordinal),
            ],
        };

    private static bool IsNewerDevice(CustomerState state, Touchpoint touchpoint) =>
        touchpoint.Device != DeviceKind.Unknown && (state.DeviceSeenAt is not { } seen || touchpoint.At > seen || (touchpoint.At == seen && touchpoint.Device > state.Device));

    private static (DateTimeOffset? At, Channel? On) Browsed(CustomerState state, Touchpoint touchpoint)
    {
        var at = touchpoint.At;
        var channel = touchpoint.Type == TouchpointType.SiteVisited ? touchpoint.Channel ?? Channel.Website
            : touchpoint.Type == TouchpointType.StoreEntered ? touchpoint.Channel ?? Channel.Store
            : touchpoint.Type == TouchpointType.AppOpened ? touchpoint.Channel
            : null;
        var newer = channel is { } named && (state.BrowsedAt is not { } before || at > before || (at == before && string.CompareOrdinal(named.Name, state.BrowseChannel?.Name) > 0));
        return newer ? (at, channel) : (state.BrowsedAt, state.BrowseChannel);
    }

    private static bool IsFirst(CustomerState state, Touchpoint touchpoint) =>
        touchpoint.Channel is { } channel
        && (state.FirstTouchAt is not { } earliest || touchpoint.At < earliest || (touchpoint.At == earliest && string.CompareOrdinal(channel.Name, state.FirstChannel?.Name) < 0));

    private static bool IsLastCart(CustomerState state, Touchpoint touchpoint) =>
        touchpoint.Type == TouchpointType.CartLeft
        && (state.CartLeftAt is not { } before || touchpoint.At > before || (touchpoint.At == before && Larger(touchpoint.Amount, state.CartTotal)));

    private static Dictionary<Channel, ChannelHistory> Engaged(IReadOnlyDictionary<Channel, ChannelHistory> channels, Channel channel, Touchpoint touchpoint)
    {
        var history = channels.GetValueOrDefault(channel) ?? new ChannelHistory();
        return new(channels)
        {
            [channel] = history with
            {
                LastEngagedAt = Later(history.LastEngagedAt, touchpoint.At),
                LastInboundAt = touchpoint.Type == TouchpointType.MessageReceived ? Later(history.LastInboundAt, touchpoint.At) : history.LastInboundAt,
                Conversions = history.Conversions + (touchpoint.Type == TouchpointType.Purchased ? 1 : 0),
            },
        };
    }

    private static CustomerState OnChannel(CustomerState state, Channel channel, Func<ChannelHistory, ChannelHistory> change)
    {
        var channels = new Dictionary<Channel, ChannelHistory>(state.Channels);
        channels[channel] = change(channels.GetValueOrDefault(channel) ?? new ChannelHistory());
        return state with { Channels = channels };
    }

    /// <summary>A total order over amounts: it only has to be the same whichever arrives first.</summary>
    private static bool Larger(Money? left, Money? right) =>
        left is { } one && (right is not { } other || one.Minor > other.Minor || (one.Minor == other.Minor && string.CompareOrdinal(one.Currency.Code, other.Currency.Code) > 0));

    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset at) => known > at ? known.Value : at;
}
