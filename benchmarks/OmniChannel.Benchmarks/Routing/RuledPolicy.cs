namespace OmniChannel.Benchmarks;

/// <summary>The default policy with twelve rules beside it, over a dozen facts: what a shop writes in its first year.</summary>
internal static class RuledPolicy
{
    public static Policy Instance { get; } = Policy.Named("ruled")
        .Exclude([Channel.Sms], Facts.Cart.Total < Money.Of(20, "EUR"), "small carts get no text message")
        .Exclude([Channel.Sms, Channel.WhatsApp], Facts.Customer.HoursSinceTouch < 2 & Facts.Purpose == Purpose.Marketing, "just talked to")
        .Exclude([Channel.Push, Channel.WebPush], Facts.SentLastDay >= 3, "enough for a day")
        .Require([Channel.WhatsApp], Facts.Customer.Country == "DE", "only in Germany")
        .Require([Channel.Telegram], Facts.Customer.Spent >= Money.Of(50, "EUR") | Facts.Customer.IsNew, "for those who matter")
        .Score([Channel.Push], 30, Facts.Device == DeviceKind.Mobile & !Facts.OnSite, "the phone is in the hand")
        .Score([Channel.Email], 20, Facts.Stage == FunnelStage.Loyalty, "loyal customers read")
        .Score([Channel.Email], ScorePoints.Steps(Facts.Customer.HoursSincePurchase, (0, 40), (24, 10), (48, 0)), Condition.Always, "after the purchase")
        .Score([Channel.Sms, Channel.WhatsApp], ScorePoints.Steps(Facts.Customer.Spent, (Money.Of(100, "EUR"), 5), (Money.Of(300, "EUR"), 25)), Condition.Always, "good customers")
        .Score([Channel.Website], 15, Facts.OnSite & Facts.AgentsFree == 0, "nobody else is there")
        .Score([Channel.Push, Channel.Sms], -25, Facts.Urgency == Urgency.Low, "it can wait")
        .Score([Channel.Email, Channel.Push], ScorePoints.Table(Facts.Persona).Row(new PersonaId("regular"), 20).Row(new PersonaId("mobile"), -10).Otherwise(0), Condition.Always, "by persona")
        .FirstOf([Channel.Email], Facts.Purpose == Purpose.Transactional & Facts.Customer.HoursSincePurchase < 24, "the receipt")
        .OtherwiseBest();
}
