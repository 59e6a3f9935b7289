namespace OmniChannel;

/// <summary>The built-in facts, for those who read them.</summary>
internal enum FactId
{
    MessagePurpose,
    MessageUrgency,
    MessageTopic,
    MessageCampaign,
    MessageValue,
    CustomerCountry,
    CustomerLanguage,
    CustomerAge,
    CustomerIsNew,
    CustomerSpent,
    CustomerPurchaseChannel,
    CustomerAcquiredBy,
    CustomerHasBought,
    CustomerHoursSinceTouch,
    CustomerHoursSincePurchase,
    Persona,
    Stage,
    Device,
    OnSite,
    InApp,
    InStore,
    AgentsFree,
    CartTotal,
    CartHoursSinceLeft,
    Channel,
    ChannelInstant,
    ChannelDeliveries,
    ChannelDaysSinceEngaged,
    ChannelLeadQuality,
    ChannelChanceToBuy,
    ChannelUsual,
    SentLastDay,
    SentLastWeek,
    LocalMinute,
    Weekday,

    /// <summary>A fact that a host declared: it is known by its name.</summary>
    Host,
}
