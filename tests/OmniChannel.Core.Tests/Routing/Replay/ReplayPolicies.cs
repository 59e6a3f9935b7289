namespace OmniChannel.Tests.Routing;

internal static class ReplayPolicies
{
    /// <summary>Every kind of rule, cap and window.</summary>
    public static Policy Full { get; } = Policy.Named("full")
        .Exclude(Channel.Sms, Facts.Cart.Total < Money.Of(20, "EUR"), "small carts get no text message")
        .Require(Channel.CallCentre, Facts.Customer.Spent >= Money.Of(500, "EUR"), "calls are for the best")
        .Score(Channel.Push, 30, Facts.Device == DeviceKind.Mobile & !Facts.OnSite, "the phone is in the hand")
        .FirstOf([Channel.Email, Channel.Sms], Facts.Urgency >= Urgency.High, "urgent", TimeSpan.FromHours(1))
        .Cap(new FrequencyCap { Max = 3, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(3) }, WaivedFrom = Urgency.Critical, WaivedFor = [Purpose.Service] })
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Europe/Berlin" }, Per = CapScope.ContactPoint })
        .Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(7) }, Channels = [Channel.Email, Channel.Sms], Per = CapScope.ContactPoint })
        .QuietHours(new QuietHours { From = new(12, 0), Until = new(13, 30), Days = [DayOfWeek.Sunday], Channels = [Channel.Email] })
        .QuietHours(new QuietHours { From = new(17, 0), Until = new(18, 0), WaivedFor = [Purpose.Transactional] })
        .Holdout(100)
        .Exploration(50)
        .OtherwiseBest();
}
