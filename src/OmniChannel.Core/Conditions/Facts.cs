namespace OmniChannel;

/// <summary>The built-in facts of a policy. Numbers are whole; rates are in thousandths; hours and days are counted down to whole ones.</summary>
public static partial class Facts
{
    /// <summary>What the message is for.</summary>
    public static ValueFact<Purpose> Purpose { get; } = new(FactId.MessagePurpose, FactKind.Text, "message.purpose", "What the message is for.", p => FactValue.Of(p.Name));

    /// <summary>How urgent the message is.</summary>
    public static OrderedFact<Urgency> Urgency { get; } = new(FactId.MessageUrgency, FactKind.Number, "message.urgency", "How urgent the message is, 0 (low) to 3 (critical).", u => FactValue.Of((long)u), FactDomain.Between(0, 3));

    /// <summary>What the message is about.</summary>
    public static ValueFact<Topic> Topic { get; } = new(FactId.MessageTopic, FactKind.Text, "message.topic", "What the message is about.", t => FactValue.Of(t.Name));

    /// <summary>The campaign.</summary>
    public static ValueFact<CampaignId> Campaign { get; } = new(FactId.MessageCampaign, FactKind.Text, "message.campaign", "The campaign.", c => FactValue.Of(c.Value));

    /// <summary>What the message's success is worth.</summary>
    public static OrderedFact<Money> MessageValue { get; } = new(FactId.MessageValue, FactKind.Money, "message.value", "What the message's success is worth.", FactValue.Of);

    /// <summary>The customer's persona.</summary>
    public static ValueFact<PersonaId> Persona { get; } = new(FactId.Persona, FactKind.Text, "customer.persona", "The customer's persona.", p => FactValue.Of(p.Value));

    /// <summary>The customer's funnel stage.</summary>
    public static ValueFact<FunnelStage> Stage { get; } = new(FactId.Stage, FactKind.Text, "customer.stage", "The customer's funnel stage.", s => FactValue.Of(s.Name));

    /// <summary>The device in the customer's hand.</summary>
    public static ValueFact<DeviceKind> Device { get; } = new(FactId.Device, FactKind.Number, "customer.device", "The device in the customer's hand.", d => FactValue.Of((long)d), FactDomain.Between(1, 5));

    /// <summary>Whether the customer is on the website now.</summary>
    public static FlagFact OnSite { get; } = new(FactId.OnSite, "presence.site", "Whether the customer is on the website now.");

    /// <summary>Whether the customer is in the app now.</summary>
    public static FlagFact InApp { get; } = new(FactId.InApp, "presence.app", "Whether the customer is in the app now.");

    /// <summary>Whether the customer is in a store now.</summary>
    public static FlagFact InStore { get; } = new(FactId.InStore, "presence.store", "Whether the customer is in a store now.");

    /// <summary>How many agents are free now.</summary>
    public static OrderedFact<int> AgentsFree { get; } = Number(FactId.AgentsFree, "agents.free", "How many agents are free now.", FactDomain.Count);

    /// <summary>The channel that is being judged.</summary>
    public static ValueFact<Channel> Channel { get; } = new(FactId.Channel, FactKind.Text, "channel.name", "The channel that is being judged.", c => FactValue.Of(c.Name), FactDomain.Any.OfEachChannel());

    /// <summary>How many messages that count for caps were sent or reserved in the last 24 hours.</summary>
    public static OrderedFact<int> SentLastDay { get; } = Number(FactId.SentLastDay, "sent.day", "Messages sent or reserved in the last 24 hours.", FactDomain.Count);

    /// <summary>How many messages that count for caps were sent or reserved in the last seven days.</summary>
    public static OrderedFact<int> SentLastWeek { get; } = Number(FactId.SentLastWeek, "sent.week", "Messages sent or reserved in the last seven days.", FactDomain.Count);

    /// <summary>Facts of the customer.</summary>
    public static class Customer
    {
        /// <summary>The country, ISO 3166-1 alpha-2.</summary>
        public static TextFact Country { get; } = new(FactId.CustomerCountry, "customer.country", "The country, ISO 3166-1 alpha-2.");

        /// <summary>The language, a BCP 47 tag.</summary>
        public static TextFact Language { get; } = new(FactId.CustomerLanguage, "customer.language", "The language, a BCP 47 tag.");

        /// <summary>The age in years.</summary>
        public static OrderedFact<int> Age { get; } = Number(FactId.CustomerAge, "customer.age", "The age in years.", FactDomain.Between(0, 150));

        /// <summary>Whether the customer is new.</summary>
        public static FlagFact IsNew { get; } = new(FactId.CustomerIsNew, "customer.new", "Whether the customer is new.");

        /// <summary>Whether the customer ever bought.</summary>
        public static FlagFact HasBought { get; } = new(FactId.CustomerHasBought, "customer.bought", "Whether the customer ever bought.");

        /// <summary>What the customer spent so far.</summary>
        public static OrderedFact<Money> Spent { get; } = new(FactId.CustomerSpent, FactKind.Money, "customer.spent", "What the customer spent so far.", FactValue.Of);

        /// <summary>The channel over which the customer usually buys.</summary>
        public static ValueFact<Channel> PurchaseChannel { get; } = new(FactId.CustomerPurchaseChannel, FactKind.Text, "customer.purchaseChannel", "The channel over which the customer usually buys.", c => FactValue.Of(c.Name));

        /// <summary>The channel over which the customer last browsed; a visit to the website or a store that names none counts as that of the website or the store.</summary>
        public static ValueFact<Channel> BrowseChannel { get; } = new(FactId.CustomerBrowseChannel, FactKind.Text, "customer.browseChannel", "The channel over which the customer last browsed.", c => FactValue.Of(c.Name));

        /// <summary>The channel over which the customer came first.</summary>
        public static ValueFact<Channel> AcquiredBy { get; } = new(FactId.CustomerAcquiredBy, FactKind.Text, "customer.acquiredBy", "The channel over which the customer came first.", c => FactValue.Of(c.Name));

        /// <summary>Whole hours since the customer's last touchpoint.</summary>
        public static OrderedFact<int> HoursSinceTouch { get; } = Number(FactId.CustomerHoursSinceTouch, "customer.hoursSinceTouch", "Whole hours since the last touchpoint.", FactDomain.Hours);

        /// <summary>Whole hours since the customer's last purchase.</summary>
        public static OrderedFact<int> HoursSincePurchase { get; } = Number(FactId.CustomerHoursSincePurchase, "customer.hoursSincePurchase", "Whole hours since the last purchase.", FactDomain.Hours);
    }

    /// <summary>Where the customer came from first, as a landing address said: <see cref="AcquisitionSource"/>.</summary>
    public static class Acquisition
    {
        /// <summary>The ad network that marked the click, such as "google-ads".</summary>
        public static TextFact Network { get; } = new(FactId.AcquisitionNetwork, "acquisition.network", "The ad network by which the customer came first.");

        /// <summary>The source, such as "newsletter".</summary>
        public static TextFact Source { get; } = new(FactId.AcquisitionSource, "acquisition.source", "The source from which the customer came first (utm_source).");

        /// <summary>The medium, such as "cpc".</summary>
        public static TextFact Medium { get; } = new(FactId.AcquisitionMedium, "acquisition.medium", "The medium by which the customer came first (utm_medium).");

        /// <summary>The campaign of that link.</summary>
        public static TextFact Campaign { get; } = new(FactId.AcquisitionCampaign, "acquisition.campaign", "The campaign by which the customer came first (utm_campaign).");

        /// <summary>The host of the page that led there.</summary>
        public static TextFact Referrer { get; } = new(FactId.AcquisitionReferrer, "acquisition.referrer", "The site that led the customer here first.");
    }

    /// <summary>Facts of the cart that was left.</summary>
    public static class Cart
    {
        /// <summary>Its total; unknown when no cart was left.</summary>
        public static OrderedFact<Money> Total { get; } = new(FactId.CartTotal, FactKind.Money, "cart.total", "The total of the cart that was left.", FactValue.Of);

        /// <summary>Whole hours since it was left; unknown when none was.</summary>
        public static OrderedFact<int> HoursSinceLeft { get; } = Number(FactId.CartHoursSinceLeft, "cart.hoursSinceLeft", "Whole hours since the cart was left.", FactDomain.Hours);
    }

    /// <summary>Facts of the customer's session on the website or in the app; unknown when there is none. It ends when the customer leaves, or is not seen for half an hour. The newest sixteen half hours (of UTC) in which the customer was seen are counted, in whatever order and however late touchpoints come.</summary>
    public static class Session
    {
        /// <summary>Whole minutes since it began.</summary>
        public static OrderedFact<int> Minutes { get; } = Number(FactId.SessionMinutes, "session.minutes", "Whole minutes since the session on the website or in the app began.", FactDomain.Minutes);

        /// <summary>How often the customer was seen in it: page views, screens.</summary>
        public static OrderedFact<int> Views { get; } = Number(FactId.SessionViews, "session.views", "How often the customer was seen in the session: page views, screens.", FactDomain.Count);

        /// <summary>Whole minutes since the customer was last seen in it, 0 to 29.</summary>
        public static OrderedFact<int> MinutesSinceSeen { get; } = Number(FactId.SessionMinutesSinceSeen, "session.minutesSinceSeen", "Whole minutes since the customer was last seen in the session.", FactDomain.Between(0, 29) with { Unit = "minutes" });
    }

    /// <summary>Facts of the customer's history on the channel that is being judged.</summary>
    public static class History
    {
        /// <summary>Whether the channel is instant.</summary>
        public static FlagFact Instant { get; } = new(FactId.ChannelInstant, "channel.instant", "Whether what is sent on the channel is seen within seconds.", FactDomain.Any.OfEachChannel());

        /// <summary>How many messages reached the customer on it.</summary>
        public static OrderedFact<int> Deliveries { get; } = Number(FactId.ChannelDeliveries, "channel.deliveries", "Messages that reached the customer on the channel.", FactDomain.Count.OfEachChannel());

        /// <summary>Whole days since the customer did anything on it; unknown when never.</summary>
        public static OrderedFact<int> DaysSinceEngaged { get; } = Number(FactId.ChannelDaysSinceEngaged, "channel.daysSinceEngaged", "Whole days since the customer did anything on the channel.", FactDomain.Days.OfEachChannel());

        /// <summary>How many of a thousand customers whom it brought bought.</summary>
        public static OrderedFact<int> LeadQuality { get; } = Number(FactId.ChannelLeadQuality, "channel.leadQuality", "Of a thousand customers whom the channel brought, how many bought.", FactDomain.Rate.OfEachChannel());

        /// <summary>How many of a thousand messages on it lead this customer to buy.</summary>
        public static OrderedFact<int> ChanceToBuy { get; } = Number(FactId.ChannelChanceToBuy, "channel.chanceToBuy", "Of a thousand messages on the channel, how many lead this customer to buy.", FactDomain.Rate.OfEachChannel());

        /// <summary>What is usual on it: of a thousand messages, how many lead anybody to buy.</summary>
        public static OrderedFact<int> Usual { get; } = Number(FactId.ChannelUsual, "channel.usual", "Of a thousand messages on the channel, how many usually lead to a purchase.", FactDomain.Rate.OfEachChannel());
    }

    /// <summary>The customer's local clock; unknown when the time zone is.</summary>
    public static class Now
    {
        /// <summary>Minutes since midnight where the customer is, 0 to 1439.</summary>
        public static OrderedFact<int> LocalMinute { get; } = Number(FactId.LocalMinute, "now.minute", "Minutes since midnight where the customer is.", FactDomain.Between(0, 1439));

        /// <summary>The day of the week where the customer is, 1 (Monday) to 7 (Sunday).</summary>
        public static OrderedFact<int> Weekday { get; } = Number(FactId.Weekday, "now.weekday", "The day of the week where the customer is, 1 (Monday) to 7 (Sunday).", FactDomain.Between(1, 7));
    }

    private static OrderedFact<int> Number(FactId id, string name, string description, FactDomain domain) => new(id, FactKind.Number, name, description, n => FactValue.Of(n), domain);
}
