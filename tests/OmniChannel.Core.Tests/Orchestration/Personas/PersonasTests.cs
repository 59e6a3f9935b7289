namespace OmniChannel.Tests.Orchestration.Personas;

public sealed class PersonasTests
{
    private static readonly Survey Running = new()
    {
        Id = new("running"),
        Title = "Two questions",
        Questions = [SurveyQuestion.YesNo("runs", "Do you run?"), SurveyQuestion.Scale("often", "How often a week?", 1, 7)],
    };

    private static readonly Persona Runner = new()
    {
        Id = new("runner"),
        Name = "Runner",
        Channels = new Dictionary<Channel, int> { [Channel.Sms] = 40 },
        Evidence = [PersonaEvidence.Of(Running.Id, "runs", "yes", 200), PersonaEvidence.Of(new AcquisitionSource { Campaign = "marathon" }, 100)],
    };

    [Fact]
    public async Task Explain_OfWhatWasRecorded_IsTheSameWhicheverOrderItCameIn()
    {
        Touchpoint[] did =
        [
            new() { Source = "/web", Id = "1", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon.AddDays(-3), Channel = Channel.Website, Data = new Dictionary<string, string> { ["landing"] = "/?utm_campaign=marathon&utm_source=radio", ["topic"] = "shoes" } },
            new() { Source = "/web", Id = "2", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon.AddDays(-1), Channel = Channel.Website },
            new() { Source = "/web", Id = "3", Type = TouchpointType.ItemSaved, Customer = Shop.Anna, At = Shop.Noon.AddDays(-2) },
        ];
        var explained = new List<string>();
        foreach (var order in new[] { did, [.. Enumerable.Reverse(did), did[0]] })
        {
            await using var shop = await Shop.OpenAsync(setup => AddAll(setup.Surveys, setup.Personas));
            foreach (var touchpoint in order)
            {
                await shop.Runtime.RecordAsync(touchpoint, cancellationToken: Shop.Stop);
            }

            explained.Add((await shop.Runtime.Personas.ExplainAsync(Shop.Anna, Shop.Stop)).ToString());
            Assert.Equal("radio", (await shop.Runtime.Personas.FindSourcesAsync(Shop.Anna, Shop.Stop)).First?.Source);
            Assert.Equal("runner 42.7 %, none of them 57.3 %", (await shop.Runtime.Personas.MatchAsync(Shop.Anna, Shop.Stop)).ToString());
        }

        Assert.Equal(explained[0], explained[1]);
        Assert.Contains("came by source radio, campaign marathon, 3 days ago, trusted 80 %: +74.6", explained[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_ByTextMessage_AnswersQuestionAfterQuestionAndMakesAPersona()
    {
        await using var shop = await Shop.OpenAsync(setup => AddAll(setup.Surveys, setup.Personas));
        var reply = new SurveyReply { Customer = Shop.Anna, At = Shop.Noon, Source = "/sms", Run = "d1", Channel = Channel.Sms };

        var unclear = await shop.Runtime.Surveys.ReplyAsync(Running.Id, "hm", Shop.Noon, reply, Shop.Stop);
        var first = await shop.Runtime.Surveys.ReplyAsync(Running.Id, "1", Shop.Noon, reply, Shop.Stop);
        var second = await shop.Runtime.Surveys.ReplyAsync(Running.Id, "3", Shop.Noon, reply with { At = Shop.Noon.AddMinutes(1) }, Shop.Stop);
        var third = await shop.Runtime.Surveys.ReplyAsync(Running.Id, "3", Shop.Noon, reply with { At = Shop.Noon.AddMinutes(2) }, Shop.Stop);
        var again = await shop.Runtime.Surveys.AnswerAsync(Running.Id, "runs", "yes", reply, Shop.Stop);

        Assert.Equal(("Please answer with yes (1) or no (2).", "runs"), (unclear.Problem, unclear.Next?.Name));
        Assert.Equal((RecordResult.Recorded, true, "often"), (first.Recorded, first.Answer!.IsYes, first.Next?.Name));
        Assert.Equal((3, null), (second.Answer!.Number, second.Next));
        Assert.Equal("Every question of the survey was answered.", third.Problem);
        Assert.Equal(RecordResult.Duplicate, again.Recorded);
        Assert.Equal(667, (await shop.Runtime.Personas.MatchAsync(Shop.Anna, Shop.Stop)).Of(Runner.Id));
        Assert.Equal(1, (await shop.Runtime.Surveys.ReplyAsync(Running.Id, "1", Shop.Noon.AddDays(9), reply with { Run = "d2", At = Shop.Noon.AddHours(1) }, Shop.Stop)).Next is { Name: "often" } ? 1 : 0);
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Surveys.AnswerAsync(new("nothing"), "runs", "yes", reply, Shop.Stop));
    }

    [Fact]
    public async Task Answer_ChangedAndChangedBack_IsHeardEachTime()
    {
        await using var shop = await Shop.OpenAsync(setup => AddAll(setup.Surveys, setup.Personas));
        var recorded = new List<RecordResult?>();
        foreach (var (said, minutes) in new[] { ("yes", 0), ("no", 1), ("yes", 2), ("yes", 2) })
        {
            var reply = new SurveyReply { Customer = Shop.Anna, At = Shop.Noon.AddMinutes(minutes), Source = "/pop-up", Run = "d1" };
            recorded.Add((await shop.Runtime.Surveys.AnswerAsync(Running.Id, "runs", said, reply, Shop.Stop)).Recorded);
        }

        Assert.Equal([RecordResult.Recorded, RecordResult.Recorded, RecordResult.Recorded, RecordResult.Duplicate], recorded);
        Assert.Equal(667, (await shop.Runtime.Personas.MatchAsync(Shop.Anna, Shop.Stop)).Of(Runner.Id));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("SM1", 5)]
    public async Task Reply_DeliveredAgain_AnswersTheSameQuestionAgain(string? id, int minutesLater)
    {
        await using var shop = await Shop.OpenAsync(setup => AddAll(setup.Surveys, setup.Personas));
        var reply = new SurveyReply { Customer = Shop.Anna, At = Shop.Noon, Source = "/sms", Channel = Channel.Sms, Id = id };

        var first = await shop.Runtime.Surveys.ReplyAsync(Running.Id, "1", Shop.Noon, reply, Shop.Stop);
        var again = await shop.Runtime.Surveys.ReplyAsync(Running.Id, "1", Shop.Noon, reply with { At = Shop.Noon.AddMinutes(minutesLater) }, Shop.Stop);

        Assert.Equal(("runs", RecordResult.Recorded, "often"), (first.Answer!.Question, first.Recorded, first.Next?.Name));
        Assert.Equal(("runs", RecordResult.Duplicate, "often"), (again.Answer!.Question, again.Recorded, again.Next?.Name));
    }

    [Fact]
    public async Task Reply_AfterAMachineFollowedTheLinks_StillAnswersTheFirstQuestion()
    {
        await using var shop = await Shop.OpenAsync(setup => AddAll(setup.Surveys, setup.Personas));
        var reply = new SurveyReply { Customer = Shop.Anna, At = Shop.Noon, Source = "/mail" };
        await shop.Runtime.Surveys.AnswerAsync(Running.Id, "runs", "yes", reply with { ByMachine = true }, Shop.Stop);

        Assert.Equal(0, (await shop.Runtime.Personas.MatchAsync(Shop.Anna, Shop.Stop)).Of(Runner.Id));
        Assert.Equal("runs", (await shop.Runtime.Surveys.ReplyAsync(Running.Id, "2", Shop.Noon, reply, Shop.Stop)).Answer!.Question);
    }

    [Fact]
    public async Task Start_WithBadPersonasAndSurveys_NamesAllOfThem()
    {
        var thrown = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await Shop.OpenAsync(setup =>
        {
            setup.Personas.Add(Runner with { BasedOn = new("walker") });
            setup.Personas.Add(new Persona { Id = new("walker"), Name = "Walker", Channels = new Dictionary<Channel, int> { [Channel.Sms] = -200 }, BasedOn = Runner.Id, When = Facts.Purpose == Purpose.Marketing });
            setup.Surveys.Add(Running with { Questions = [] });
        }));

        foreach (var part in new[] { "'runner' → 'walker' → 'runner'", "its weight is -200", "Persona 2 ('walker'), rule, part 1", "has 0 questions" })
        {
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Decide_OfACustomerWhoClicks_CountsWhatIsLearned()
    {
        await using var shop = await Shop.OpenAsync(setup => AddAll(setup.Surveys, setup.Personas));
        for (var day = 0; day < 8; day++)
        {
            await shop.Runtime.RecordAsync(new Touchpoint { Source = "/mail", Id = $"{day}", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon.AddDays(-day), Channel = Channel.Email }, cancellationToken: Shop.Stop);
        }

        var part = (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).Verdicts.Single(verdict => verdict.Channel == Channel.Email).Parts.Single(one => one.Term == ScoreTerm.Persona);

        Assert.Equal((15, "what the customer does there speaks for it (declared 0)"), (part.Points, part.Reason.ToString()));
    }

    private static bool AddAll(IList<Survey> surveys, IList<Persona> personas)
    {
        surveys.Add(Running);
        personas.Add(Runner);
        return true;
    }
}
