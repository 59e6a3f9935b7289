namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/funnel.md, compiled here and run by <see cref="FunnelSamplesTests"/>.</summary>
internal static class FunnelSamples
{
    internal static Funnel Own()
    {
        #region FunnelOwn
        FunnelStage browsing = new("browsing"), deciding = new("deciding"), lapsed = new("lapsed"), buyer = new("buyer");

        var shop = new Funnel
        {
            Id = FunnelId.Default,                                   // the customers' own: Facts.Stage, and the points of the roles
            Stages =
            [
                new() { Stage = browsing, Goal = "They find something they like." },
                new()
                {
                    Stage = deciding,
                    Goal = "They finish the order.",
                    Roles =
                    [
                        new() { Channel = Channel.LiveChat, Role = ChannelRole.Close, Points = 80 },
                        new() { Channel = Channel.Push, Role = ChannelRole.Remind, Points = 40 },
                        new() { Channel = Channel.DisplayAds, Role = ChannelRole.Remind },
                    ],
                },
                new() { Stage = lapsed, Goal = "They come back." },
                new() { Stage = buyer, Goal = "They buy again." },
            ],
            Transitions =
            [
                // by an event
                new() { From = [browsing, deciding, lapsed], To = buyer, On = [TouchpointType.Purchased] },
                new() { From = [browsing], To = deciding, On = [TouchpointType.CartLeft] },

                // by a rule: what was searched for
                new()
                {
                    From = [browsing], To = deciding, On = [TouchpointType.Searched], Because = "asked for a price",
                    When = Facts.Touchpoint.Parse("touchpoint.data.query.contains('price')"),
                },

                // leaving without buying is an event too, and goes back: say so
                new() { From = [deciding], To = browsing, On = [TouchpointType.SiteLeft], When = Facts.Touchpoint.Device == DeviceKind.Desktop, IsRegression = true },

                // by what does not happen
                new() { From = [deciding], To = browsing, After = TimeSpan.FromDays(14), Without = [TouchpointType.CartLeft, TouchpointType.SiteVisited], IsRegression = true },
                new() { From = [buyer], To = lapsed, After = TimeSpan.FromDays(180), Without = [TouchpointType.Purchased], IsRegression = true },
            ],
        };
        #endregion
        return shop;
    }

    internal static Funnel Partners()
    {
        #region FunnelPartners
        var partners = new Funnel
        {
            Id = new FunnelId("partners"),
            EnteredBy = [TouchpointType.LeadCaptured],               // nobody else is in it
            Stages =
            [
                new() { Stage = new("lead"), Goal = "They talk to us." },
                new() { Stage = new("talking"), Goal = "They sign." },
                new() { Stage = new("signed"), Goal = "They sell." },
            ],
            Transitions =
            [
                new() { From = [new("lead")], To = new("talking"), On = [TouchpointType.MessageReceived] },
                new() { From = [new("talking")], To = new("signed"), On = [new TouchpointType("contract.signed")] },
            ],
        };
        #endregion
        return partners;
    }

    internal static OmniChannelBuilder Add(OmniChannelBuilder instance, Funnel shop, Funnel partners)
    {
        #region FunnelAdd
        instance.AddFunnel(shop).AddFunnel(partners);
        #endregion
        return instance;
    }

    internal static Policy Ask(Funnel partners)
    {
        #region FunnelFacts
        var policy = Policy.Named("shop")
            .Exclude(Channel.Sms, Facts.Stage == new FunnelStage("browsing"), "too early for a text")
            .Score(Channel.Email, 50, partners.StageFact == "talking", "partners read mail")
            .OtherwiseBest();
        #endregion
        return policy;
    }

    internal static async Task<(FunnelStage? Stage, string Report, string Drawing)> ReadAsync(OmniChannelRuntime omni, CustomerId anna)
    {
        #region FunnelRead
        foreach (var trail in await omni.Funnels.ReadAsync(anna))
        {
            Console.WriteLine($"{trail.Funnel}: {trail.Stage} since {trail.Since:d}");
            foreach (var move in trail.Moves)
            {
                Console.WriteLine($"  {move.At:d} {move.From} → {move.To}: {move.Because}");
            }
        }

        var report = await omni.Funnels.ReportAsync(FunnelId.Default);
        Console.WriteLine(report);                                   // in columns
        var dropped = report.Everybody.Stages.MaxBy(stage => stage.Dropped)!.Stage;

        var drawing = omni.Funnels.All[0].ToMermaid();
        #endregion
        return (dropped, report.ToString(), drawing);
    }
}
