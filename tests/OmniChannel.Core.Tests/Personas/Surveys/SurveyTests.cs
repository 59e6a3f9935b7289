using System.Text.Json;

namespace OmniChannel.Tests.Personas.Surveys;

public sealed class SurveyTests
{
    private static readonly FlagFact Runs = Facts.Custom.Flag("runs", "Whether the customer runs.");
    private static readonly TextFact Often = Facts.Custom.Text("often", "How often.");
    private static readonly OrderedFact<int> Satisfied = Facts.Custom.Number("satisfied", "How satisfied.", 0, 10);

    private static readonly Survey Shoes = new()
    {
        Id = new("shoes"),
        Title = "Three questions",
        Questions =
        [
            SurveyQuestion.SingleChoice("often", "How often do you run?", SurveyOption.Of("never", "Never"), SurveyOption.Of("weekly", "Every week"), SurveyOption.Of("daily", "Every day")) with { Fact = Often },
            SurveyQuestion.MultipleChoice("where", "Where?", new SurveyOption { Name = "road", Text = "Road", Fact = Runs }, SurveyOption.Of("trail", "Trail"), SurveyOption.Of("gym", "At the gym")),
            SurveyQuestion.Scale("satisfied", "How satisfied are you?", 0, 10) with { Fact = Satisfied },
            SurveyQuestion.Number("pairs", "How many pairs?", 1, 100),
            SurveyQuestion.YesNo("news", "May we write?") with { YesWords = ["ja"], NoWords = ["nein"] },
            SurveyQuestion.FreeText("else", "Anything else?"),
        ],
    };

    [Theory]
    [InlineData("often", "2", "weekly")]
    [InlineData("often", " 2. ", "weekly")]
    [InlineData("often", "b)", "weekly")]
    [InlineData("often", "EVERY WEEK!", "weekly")]
    [InlineData("often", "weekly", "weekly")]
    [InlineData("where", "3,1", "road gym")]
    [InlineData("where", "1 and 2", "road trail")]
    [InlineData("where", "trail / gym", "trail gym")]
    [InlineData("where", "At the gym", "gym")]
    [InlineData("satisfied", "10", "10")]
    [InlineData("pairs", "#07", "7")]
    [InlineData("news", "JA", "yes")]
    [InlineData("news", "2", "no")]
    [InlineData("else", " More colours,\r\nplease. ", "More colours,\nplease.")]
    public void Read_OfWhatPeopleWrite_Understands(string question, string said, string expected) => Assert.Equal(expected, string.Join(' ', Shoes.Read(question, said).Answer!.Said));

    [Theory]
    [InlineData("often", "4", "Please answer with a number from 1 to 3: 1 Never, 2 Every week, 3 Every day.")]
    [InlineData("often", "", "Please answer with a number from 1 to 3: 1 Never, 2 Every week, 3 Every day.")]
    [InlineData("where", "1,7", "Please answer with numbers from 1 to 3, such as 1,3: 1 Road, 2 Trail, 3 At the gym.")]
    [InlineData("satisfied", "11", "Please answer with a whole number from 0 to 10.")]
    [InlineData("pairs", "many", "Please answer with a whole number from 1 to 100.")]
    [InlineData("news", "maybe", "Please answer with yes (1) or no (2).")]
    [InlineData("else", "  ", "Please answer with some words.")]
    [InlineData("else", "Stop.", "This is a wish to stop, not an answer; record it as consent.")]
    public void Read_OfWhatIsNoAnswer_SaysWhatIs(string question, string said, string problem) => Assert.Equal((null, problem), (Shoes.Read(question, said).Answer, Shoes.Read(question, said).Problem));

    [Fact]
    public void Read_OfTooMuchOrControlCharacters_IsNoAnswer()
    {
        Assert.NotNull(Shoes.Read("else", new string('x', 1001)).Problem);
        Assert.NotNull(Shoes.Read("else", "a\u0000b").Problem);
        Assert.Contains("has no question 'nothing'", Assert.Throws<ArgumentException>(() => Shoes.Read("nothing", "1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadReply_AnswersTheFirstOpenQuestion()
    {
        Assert.Equal(("often", "where"), (Shoes.ReadReply("2", []).Answer!.Question, Shoes.ReadReply("2", ["often"]).Answer!.Question));
        Assert.Equal("Every question of the survey was answered.", Shoes.ReadReply("2", [.. Shoes.Questions.Select(question => question.Name)]).Problem);
    }

    [Fact]
    public void ToTouchpoint_OfAnAnswer_IsTheSameOnceAndStatesFacts()
    {
        var reply = new SurveyReply { Customer = Buyer.Anna, At = Buyer.Noon, Source = "/sms", Run = "d1", Channel = Channel.Sms };
        var first = Shoes.ToTouchpoint(Shoes.Read("often", "2").Answer!, reply);

        Assert.Equal((first.Source, first.Id), (Shoes.ToTouchpoint(Shoes.Read("often", "weekly").Answer!, reply with { Device = DeviceKind.Mobile }).Source, Shoes.ToTouchpoint(Shoes.Read("often", "b").Answer!, reply).Id));
        Assert.NotEqual(first.Id, Shoes.ToTouchpoint(Shoes.Read("often", "3").Answer!, reply).Id);
        Assert.NotEqual(first.Id, Shoes.ToTouchpoint(Shoes.Read("often", "2").Answer!, reply with { Run = "d2" }).Id);

        var state = Buyer.Unknown.After(first, Shoes.ToTouchpoint(Shoes.Read("satisfied", "9").Answer!, reply), Shoes.ToTouchpoint(Shoes.Read("where", "1").Answer!, reply), Shoes.ToTouchpoint(Shoes.Read("often", "3").Answer!, reply with { At = Buyer.Noon.AddDays(-9) }));
        var facts = new ProfileFacts(state, Buyer.Noon);
        Assert.Equal((Truth.True, Truth.True, Truth.True), (ConditionWalker.Evaluate(Often == "weekly", facts), ConditionWalker.Evaluate(Satisfied >= 9, facts), ConditionWalker.Evaluate(Runs, facts)));

        var stated = CustomerFold.Apply(state, new CustomerProfile { Id = Buyer.Anna, Attributes = FactSet.Empty.With(Often, "never") });
        Assert.Equal(Truth.True, ConditionWalker.Evaluate(Often == "never", new ProfileFacts(stated, Buyer.Noon))); // what the host says outranks it
    }

    [Fact]
    public void ToTouchpoint_OfAReplyThatIsNamed_IsTheSameWheneverItComes()
    {
        var reply = new SurveyReply { Customer = Buyer.Anna, At = Buyer.Noon, Source = "/sms", Id = "SM1" };
        string IdOf(SurveyReply of) => Shoes.ToTouchpoint(Shoes.Read("often", "2").Answer!, of).Id;

        Assert.Equal(IdOf(reply), IdOf(reply with { At = Buyer.Noon.AddMinutes(3) }));
        Assert.NotEqual(IdOf(reply), IdOf(reply with { Id = "SM2" }));
        Assert.NotEqual(IdOf(reply with { Id = null }), IdOf(reply with { Id = null, At = Buyer.Noon.AddMinutes(3) }));
    }

    [Fact]
    public void Fold_OfWhatAMachineAnswered_IsNobodysTouchAndOutrankedByAPerson()
    {
        var runner = new Persona { Id = new("runner"), Name = "Runner", Channels = new Dictionary<Channel, int>(), Evidence = [PersonaEvidence.Of(Shoes.Id, "often", "daily", 300), PersonaEvidence.Of(Channel.Email, 50)] };
        var reply = new SurveyReply { Customer = Buyer.Anna, At = Buyer.Noon, Source = "/mail", Channel = Channel.Email };
        var person = Shoes.ToTouchpoint(Shoes.Read("often", "1").Answer!, reply with { At = Buyer.Noon.AddDays(-1) });
        var scanner = Shoes.ToTouchpoint(Shoes.Read("often", "3").Answer!, reply with { ByMachine = true });
        var scanned = Buyer.Unknown.After(scanner);
        var trusting = new PersonaBook([runner], PersonaSettings.Default with { Trust = new EvidenceTrust { Machine = 500 } });

        Assert.Equal((TouchpointType.SurveyFollowed, null, null), (scanner.Type, scanned.LastTouchAt, scanned.FirstChannel));
        Assert.Equal(1000, scanned.Match(runner).Unmatched);
        Assert.Equal(Truth.Unknown, ConditionWalker.Evaluate(Often == "daily", new ProfileFacts(scanned, Buyer.Noon)));
        Assert.Equal("answered 'daily' to 'often' of survey shoes, by a machine, today, trusted 50 %: +150.0", scanned.Explain(trusting).Personas[0].Reasons[0].ToString());
        foreach (var order in new[] { scanned.After(person), Buyer.Unknown.After(person, scanner) })
        {
            Assert.Equal("never", Assert.Single(order.Behaviour!.Answers!).Said);
            Assert.Equal(Truth.True, ConditionWalker.Evaluate(Often == "never", new ProfileFacts(order, Buyer.Noon)));
        }
    }

    [Fact]
    public void Match_ByAnswers_CountsTheLastOne()
    {
        var runner = new Persona { Id = new("runner"), Name = "Runner", Channels = new Dictionary<Channel, int>(), Evidence = [PersonaEvidence.Of(Shoes.Id, "often", "daily", 300), PersonaEvidence.Of(Shoes.Id, "where", "trail", 100)] };
        var reply = new SurveyReply { Customer = Buyer.Anna, At = Buyer.Noon, Source = "/sms" };
        var daily = Buyer.Unknown.After(Shoes.ToTouchpoint(Shoes.Read("often", "3").Answer!, reply), Shoes.ToTouchpoint(Shoes.Read("where", "2,3").Answer!, reply));
        var never = daily.After(Shoes.ToTouchpoint(Shoes.Read("often", "1").Answer!, reply with { At = Buyer.Noon.AddMinutes(1) }));

        Assert.Equal((800, 500), (daily.Match(runner).Of(runner.Id), never.Match(runner).Of(runner.Id)));
        Assert.Equal("answered 'daily' to 'often' of survey shoes, today: +300.0", daily.Explain(runner).Personas[0].Reasons[0].ToString());
    }

    [Fact]
    public void ToVariant_ForEachMedium_IsWhatItCanDo()
    {
        var sms = Shoes.ToVariant(Channel.Sms);
        var email = Shoes.ToVariant(Channel.Email, "https://shop.example/s/{{message.token}}");
        var chat = Shoes.ToVariant(Channel.Telegram, question: "news");

        Assert.Equal("Three questions\nHow often do you run? Reply 1 for Never, 2 for Every week, 3 for Every day.", sms.Text);
        Assert.Equal(("How satisfied are you? Reply 0 to 10.", null), (Shoes.ToVariant(Channel.Sms, question: "satisfied").Text, sms.Link));
        Assert.Contains("<a href=\"https://shop.example/s/{{message.token}}?s=shoes&amp;q=often&amp;a=weekly\">Every week</a>", email.Html, StringComparison.Ordinal);
        Assert.Contains("- Yes: https://shop.example/s/{{message.token}}?s=shoes&q=news&a=yes", email.Text, StringComparison.Ordinal);
        Assert.Equal(("May we write?", "Yes No"), (chat.Text, string.Join(' ', chat.Buttons)));
        Assert.Throws<ArgumentException>(() => Shoes.ToVariant(Channel.Email, "ftp://x"));
        Assert.Throws<ArgumentException>(() => Shoes.ToVariant(new Channel("pigeon")));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sms")]
    [InlineData("website")]
    [InlineData("whatsapp")]
    public void ToVariant_ForAChannel_IsAVariantWithoutFaults(string channel)
    {
        var definition = ChannelDefinitions.Find(new Channel(channel))!;
        foreach (var question in Shoes.Questions)
        {
            Assert.Empty(VariantCheck.Check(Shoes.ToVariant(definition.Channel, "https://shop.example/s/abc", question.Name), definition.Capabilities));
        }
    }

    [Fact]
    public void Problems_OfABadSurvey_AreAllNamed()
    {
        Survey bad = new()
        {
            Id = new("bad"),
            Title = "Bad",
            Questions =
            [
                SurveyQuestion.SingleChoice("one", "One?", SurveyOption.Of("a", "A")),
                SurveyQuestion.Scale("two", "Two?", 5, 1),
                SurveyQuestion.YesNo("two", "Two again?") with { Fact = Often },
                SurveyQuestion.MultipleChoice("four", "", SurveyOption.Of("a", "A"), SurveyOption.Of("A", "")),
            ],
        };

        Assert.Equal(
        [
            "There are 2 surveys named 'bad'; keep one.",
            "Survey 'bad', question 1 ('one'): it has 1 options; a choice has 2 to 20.",
            "Survey 'bad', question 2 ('two'): it goes from 5 to 1; expected the less first, and a scale of at most 21 numbers.",
            "Survey 'bad', question 3 ('two'): its answers are flag, and 'custom.often' is a text.",
            "Survey 'bad', question 3: 'two' is there twice; give each a name of its own.",
            "Survey 'bad', question 4 ('four'): it needs a name of one line and at most 100 characters, and a text.",
            "Survey 'bad', question 4 ('four'): option 'a' is there 2 times; keep one.",
            "Survey 'bad', question 4 ('four'): option 'A' needs a name of one line and at most 100 characters, and a text.",
            "Survey 'bad' has 0 questions; expected 1 to 50.",
        ], SurveyChecks.Problems([bad, bad with { Questions = [] }]));
        Assert.Empty(SurveyChecks.Problems([Shoes]));
    }

    [Fact]
    public void Fold_OfAnAnswerWithBrokenFacts_IsKeptWithoutThem()
    {
        foreach (var facts in new[] { "{", "[]", "{\"a\":{\"minor\":1,\"currency\":\"nonsense\"}}", "", "{\"a\":1.5}" })
        {
            var state = Buyer.Unknown.After(Buyer.Did(TouchpointType.SurveyAnswered, 0, null, ("survey", "s"), ("question", "q"), ("answer", "a"), ("facts", facts)));
            Assert.Null(Assert.Single(state.Behaviour!.Answers!).Facts);
        }
    }
}
