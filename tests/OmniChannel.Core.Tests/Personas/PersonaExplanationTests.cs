namespace OmniChannel.Tests.Personas;

public sealed class PersonaExplanationTests
{
    [Fact]
    public void Explain_OfRulesAndSigns_SaysWhichWithPointsTrustAndAge()
    {
        var state = CustomerFold.Apply(Buyer.Unknown, new CustomerProfile { Id = Buyer.Anna, Country = "DE", Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Dislike } })
            .After(Buyer.Did(TouchpointType.SiteVisited, 30, Channel.Website, ("topic", "kids")), Buyer.Did(TouchpointType.SiteVisited, 0, Channel.Website, ("topic", "kids")))
            .After(Buyer.Got(ReceiptKind.Opened, 30), Channel.Push)
            .After(Buyer.Got(ReceiptKind.Opened, 1, byMachine: true), Channel.Push)
            .After(Buyer.Did(TouchpointType.SiteVisited, 15, null, ("landing", "https://shop.example/?utm_source=mumsnet&utm_medium=banner")));

        Assert.Equal("""
            anna is commuter 81.3 %, parent 18.7 %
              commuter 81.3 %
                its rule holds: customer.country == "DE": +500.0
                opened a message on push, 30 days ago, trusted 30 %: +7.5
                opened a message on push, by a machine, a day ago, trusted 0 %: 0
              parent 18.7 %
                site.visited on website about kids, 2 times, last today: +60.0
                came by source mumsnet, medium banner, 15 days ago, trusted 80 %: +56.6
              email 11 (declared 11; the customer would rather not, which outranks this)
              push 65 (declared 65, behaviour +1.5 −0.0)
              sms -7 (declared -7)
              website 0 (declared 0, behaviour +15.0 −0.0)
            """.ReplaceLineEndings("\n"), state.Explain(Buyer.Parent, Buyer.Commuter).ToString());
    }

    [Fact]
    public void Explain_OfARuleThatCannotBeJudgedOrCameLater_SaysSo()
    {
        var first = Buyer.Commuter with { When = Condition.Always };
        var second = Buyer.Parent with { When = Condition.Always };
        var third = Buyer.Parent with { Id = new("third"), When = Facts.Customer.Age > 30 };

        var explained = Buyer.Unknown.Explain(first, second, third);

        Assert.Equal("its rule holds, and that of commuter came first: true: 0", Assert.Single(explained.Personas[1].Reasons).ToString());
        Assert.Equal("its rule cannot be judged, a fact is missing: customer.age > 30: 0", Assert.Single(explained.Personas[2].Reasons).ToString());
    }

    [Fact]
    public void ExplainPersonas_OfASituation_IsPure()
    {
        var situation = new Situation
        {
            Customer = new CustomerProfile { Id = Buyer.Anna, Country = "DE", Persona = null },
            Message = new Message { Campaign = new("c"), Purpose = Purpose.Marketing },
            Campaign = new Campaign { Id = new("c"), Name = "C", Variants = [] },
            Now = Buyer.Noon,
            Personas = [Buyer.Parent, Buyer.Commuter],
            Touchpoints = [Buyer.Did(TouchpointType.AppOpened, 0, Channel.Push)],
        };

        Assert.Equal(situation.ExplainPersonas().ToString(), situation.ExplainPersonas(PersonaSettings.Default).ToString());
        Assert.Equal("commuter 100.0 %", situation.ExplainPersonas().Matches.ToString());
        Assert.Equal(Buyer.Noon, situation.ExplainPersonas().At);
    }
}
