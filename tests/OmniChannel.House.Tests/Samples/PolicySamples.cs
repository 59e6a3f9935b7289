using System.Text.Json;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/policies.md, docs/policy-verification.md and docs/decisions.md, compiled here and run by <see cref="PolicySamplesTests"/>.</summary>
internal static class PolicySamples
{
    internal static Policy Shop()
    {
        #region ShopPolicy
        var policy = Policy.Named("shop")
            .Exclude(Channel.Sms, when: Facts.Cart.Total < Money.Of(20, "EUR"), because: "a text message costs more than a small cart brings")
            .Require(Channel.CallCentre, when: Facts.Customer.Spent >= Money.Of(500, "EUR"), because: "calls are for our best customers")
            .Score(Channel.Push, +30, when: Facts.Device == DeviceKind.Mobile & !Facts.OnSite, because: "the phone is in the hand")
            .FirstOf([Channel.Push, Channel.Email], when: Facts.Urgency >= Urgency.High, because: "what is urgent goes to the phone first", stepUpAfter: TimeSpan.FromHours(1))
            .OtherwiseBest();
        #endregion
        return policy;
    }

    internal static PolicyReport Verified(Policy policy, IReadOnlyList<Persona> personas, IReadOnlyList<Campaign> campaigns)
    {
        #region VerifyAPolicy
        var report = PolicyVerifier.Verify(policy, new PolicyContext
        {
            Accounts = [Channel.Email, Channel.Sms, Channel.Push],
            Personas = personas,
            Campaigns = campaigns,
        });

        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{finding.Severity} {finding}");
        }
        #endregion
        return report;
    }

    internal static Policy Gentle()
    {
        #region CapsAndQuietHours
        var policy = Policy.Named("gentle")
            .Cap(1, within: TimeSpan.FromHours(6))
            .Cap(new FrequencyCap
            {
                Max = 1,
                Window = new CapWindow.CalendarDay { TimeZone = "Europe/Berlin" },
                Channels = [Channel.Sms, Channel.WhatsApp],
                Per = CapScope.ContactPoint,
            })
            .QuietHours(new QuietHours { From = new TimeOnly(0, 0), Until = new TimeOnly(12, 0), Days = [DayOfWeek.Sunday] })
            .OtherwiseBest();
        #endregion
        return policy;
    }

    internal static Policy WithoutDefaults()
    {
        #region WithoutSafeDefaults
        var policy = Policy.Named("ours alone")
            .WithoutSafeCaps().Cap(3, within: TimeSpan.FromDays(1))
            .WithoutSafeQuietHours().QuietHours(new QuietHours { From = new TimeOnly(22, 0), Until = new TimeOnly(7, 0) })
            .OtherwiseBest();
        #endregion
        return policy;
    }

    internal static ReasonTexts GermanWords()
    {
        #region GermanWords
        var german = ReasonTexts.From(new Dictionary<string, string>
        {
            ["consent.missing"] = "für {purpose} über {channel} fehlt die Einwilligung",
            ["wins-if.gate.consent"] = "mit ihr gewänne {channel}",
            ["why-not.shut"] = "{channel} ist zu: {causes}.",
            ["channel.email"] = "die E-Mail",
        });
        #endregion
        return german;
    }

    internal static async Task<(Decision Hint, Decision Offer)> LoadAsync(IChannelOrchestrator omni, CampaignId spring)
    {
        #region LoadedCustomer
        LoadedCustomer anna = await omni.LoadAsync(spring, new CustomerId("anna"));
        var hint = anna.Decide(new Message { Campaign = spring, Purpose = Purpose.Service });
        var offer = anna.Decide(new Message { Campaign = spring, Purpose = Purpose.Marketing, Urgency = Urgency.Low });
        #endregion
        return (hint, offer);
    }

    internal static void Read(Decision decision, TextWriter console)
    {
        #region ReadDecision
        console.WriteLine(decision);                              // everything, for people
        console.WriteLine(decision.WhyNot(Channel.Push));         // one sentence
        foreach (var verdict in decision.Verdicts)                // everything, for code: every channel, the best first
        {
            console.WriteLine($"{verdict.Channel} {verdict.Score} {verdict.At} {verdict.WouldWinIf?.Code}");
        }
        #endregion
    }

    internal static void WriteAsJson(Decision decision, ReasonTexts german, Stream response)
    {
        #region DecisionAsJson
        string line = decision.ToJson();                          // one line, English
        using var json = new Utf8JsonWriter(response, new JsonWriterOptions { Indented = true });
        decision.WriteJson(json, german);                         // the same members, texts in German
        #endregion
        Assert.StartsWith("{\"version\":1,", line, StringComparison.Ordinal);
    }
}
