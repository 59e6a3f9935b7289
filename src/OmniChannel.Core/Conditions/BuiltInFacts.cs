namespace OmniChannel;

/// <summary>The built-in facts in the order of their numbers.</summary>
internal static class BuiltInFacts
{
    public static IReadOnlyList<Fact> All { get; } =
    [
        Facts.Purpose, Facts.Urgency, Facts.Topic, Facts.Campaign, Facts.MessageValue,
        Facts.Customer.Country, Facts.Customer.Language, Facts.Customer.Age, Facts.Customer.IsNew, Facts.Customer.Spent,
        Facts.Customer.PurchaseChannel, Facts.Customer.BrowseChannel, Facts.Customer.AcquiredBy, Facts.Customer.HasBought, Facts.Customer.HoursSinceTouch, Facts.Customer.HoursSincePurchase,
        Facts.Acquisition.Network, Facts.Acquisition.Source, Facts.Acquisition.Medium, Facts.Acquisition.Campaign, Facts.Acquisition.Referrer,
        Facts.Persona, Facts.Stage, Facts.Device, Facts.OnSite, Facts.InApp, Facts.InStore, Facts.AgentsFree,
        Facts.Cart.Total, Facts.Cart.HoursSinceLeft, Facts.Session.Minutes, Facts.Session.Views, Facts.Session.MinutesSinceSeen,
        Facts.Channel, Facts.History.Instant, Facts.History.Deliveries, Facts.History.DaysSinceEngaged, Facts.History.LeadQuality, Facts.History.ChanceToBuy, Facts.History.Usual,
        Facts.SentLastDay, Facts.SentLastWeek, Facts.Now.LocalMinute, Facts.Now.Weekday,
    ];
}
