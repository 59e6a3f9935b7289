using OmniChannel.Testing;
using OmniChannel.Tests.Funnels;

namespace OmniChannel.Tests.Routing.Deciding;

/// <summary>Roles and stages that a host defines are in the snapshot: decider and walker know the same of them, and a recording replays.</summary>
public sealed class SameAnswerOfFunnelsTests
{
    [Fact]
    public void Decide_MadeUpCustomersInAHostsFunnels_IsWhatTheWalkerDecides()
    {
        var chance = new Random(5);
        var shop = Way.Shop with
        {
            Stages = [.. Way.Shop.Stages.Select(stage => stage with { Roles = [.. ChannelDefinitions.All.Select(definition => new StageRole { Channel = definition.Channel, Role = ChannelRole.Inform, Points = chance.Next(-200, 200) })] })],
        };
        var policy = Policy.Named("stages")
            .Exclude(Channel.Sms, Facts.Stage.In(Way.New, Way.Looking), "too early")
            .Score(Channel.Email, 50, Way.Partners.StageFact == "lead", "partners read mail")
            .OtherwiseBest();
        var stages = new HashSet<string>();
        foreach (var made in new SituationGenerator(seed: 7).Take(400))
        {
            var situation = made with
            {
                Customer = made.Customer with { Stage = null },
                Funnels = [shop, Way.Partners],
                Touchpoints = [.. made.Touchpoints, new Touchpoint { Source = "x", Id = "x", Customer = made.Customer.Id, Type = chance.Next(2) == 0 ? TouchpointType.Searched : TouchpointType.LeadCaptured, At = made.Now.AddDays(-chance.Next(9)), Data = new Dictionary<string, string> { ["query"] = "price" } }],
            };

            var decision = SameAnswer.Checked(situation.Input(policy));

            stages.Add(decision.Snapshot!.Stage.Name);
            Assert.Equal(decision.Record().ToString(), situation.Decide(policy).Record().ToString());
            Assert.All(decision.Snapshot.Channels, channel => Assert.Equal(shop.RoleOf(decision.Snapshot.Stage, channel.Channel)!.Points, channel.StagePoints));
        }

        Assert.True(stages.Count >= 4, string.Join(", ", stages));
    }

    [Fact]
    public void Decide_InABrokenFunnel_SaysWhatIsWrong() => Assert.Contains(
        "the funnel has no stage 'bought'",
        Assert.Throws<ArgumentException>(() => (new SituationGenerator(seed: 7).Next() with { Funnels = [Way.Shop with { Stages = Way.Shop.Stages.SkipLast(1).ToList() }] }).Decide(DefaultPolicy.Instance)).Message,
        StringComparison.Ordinal);
}
