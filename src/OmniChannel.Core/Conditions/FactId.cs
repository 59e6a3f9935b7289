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
    CustomerBrowseChannel,
    CustomerAcquiredBy,
    CustomerHasBought,
    CustomerHoursSinceTouch,
    CustomerHoursSincePurchase,
    AcquisitionNetwork,
    AcquisitionSource,
    AcquisitionMedium,
    AcquisitionCampaign,
    AcquisitionReferrer,
    Persona,
    Stage,
    Device,
    OnSite,
    InApp,
    InStore,
    AgentsFree,
    CartTotal,
    CartHoursSinceLeft,
    SessionMinutes,
    SessionViews,
    SessionMinutesSinceSeen,
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

    /// <summary>Whether the customer belongs to a segment: it is known by its name, and asked by other segments and by audiences only.</summary>
    Segment,
}

/// <summary>What is known of the built-in facts beside their values.</summary>
internal static class FactIds
{
    /// <summary>Whether a customer's value stays what it is, whatever the message, the moment and the other customers.</summary>
    public static bool IsOfCustomerAlone(this FactId fact) => fact is FactId.CustomerCountry or FactId.CustomerLanguage or FactId.CustomerAge or FactId.CustomerIsNew or FactId.CustomerSpent
        or FactId.AcquisitionNetwork or FactId.AcquisitionSource or FactId.AcquisitionMedium or FactId.AcquisitionCampaign or FactId.AcquisitionReferrer
        or FactId.CustomerPurchaseChannel or FactId.CustomerBrowseChannel or FactId.CustomerAcquiredBy or FactId.CustomerHasBought or FactId.Stage or FactId.Device or FactId.CartTotal
        or FactId.Channel or FactId.ChannelInstant or FactId.ChannelDeliveries or FactId.ChannelChanceToBuy or FactId.ChannelUsual;
}
