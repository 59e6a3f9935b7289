using System.Text;
using System.Text.Json;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Routing;

/// <summary>What programs read of a decision, held to its published schema and to the decision itself.</summary>
public sealed class DecisionJsonTests
{
    private static readonly JsonElement Schema = ReadSchema();

    /// <summary>Where another shape is meant: OMNICHANNEL_APPROVE=1, and read the difference.</summary>
    [Fact]
    public void ToJson_OfAChoice_IsAsApproved()
    {
        var decision = Story.Of(Channel.Email, Channel.Sms)
            .By(Policy.Named("p")
                .Exclude(Channel.Sms, Facts.Cart.Total < Money.Of(20, "EUR"), "a text message costs more than a small cart brings")
                .Score(Channel.Email, 5, Facts.Urgency >= Urgency.High, "letters for what is urgent"))
            .Decide();
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            decision.WriteJson(json);
        }

        var written = Encoding.UTF8.GetString(buffer.ToArray()).Replace(decision.SnapshotHash, "(snapshot)", StringComparison.Ordinal).Replace(decision.PolicyHash, "(policy)", StringComparison.Ordinal) + "\n";
        var file = Repository.PathOf("tests", "OmniChannel.Core.Tests", "Routing", "DecisionJson.json");
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_APPROVE") == "1")
        {
            File.WriteAllText(file, written);
        }

        Assert.Equal(File.ReadAllText(file), written);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void ToJson_OfAnySituation_FollowsItsSchemaAndSaysWhatTheDecisionSays(ulong seed)
    {
        var policy = Policy.Named("p")
            .Exclude(Channel.Sms, Facts.Cart.Total < Money.Of(20, "EUR"), "small carts")
            .Require(Channel.CallCentre, Facts.Customer.Spent >= Money.Of(500, "EUR"), "calls for the best")
            .Score(Channel.Push, 30, Facts.Device == DeviceKind.Mobile, "the phone is in the hand")
            .FirstOf([Channel.Push, Channel.Email], Facts.Urgency >= Urgency.High, "what is urgent", TimeSpan.FromMinutes(90))
            .Holdout(200).OtherwiseBest();
        foreach (var situation in new SituationGenerator(seed).Take(60))
        {
            var decision = situation.Decide(policy);
            var json = decision.ToJson();
            using var read = JsonDocument.Parse(json);

            Assert.Equal(json, situation.Decide(policy).ToJson());
            FollowsTheSchema(read.RootElement);
            SaysTheSame(decision, read.RootElement);
            Assert.DoesNotContain("@", json, StringComparison.Ordinal); // the generator's addresses have one, nothing else has
            Assert.DoesNotContain("Hello", json, StringComparison.Ordinal); // its contents
        }
    }

    [Fact]
    public void ToJson_OfHostileNames_StaysOneLineOfThatObject()
    {
        var story = Story.Of(Channel.Email, Channel.Sms) with { Message = new Message { Campaign = new("\"},\"choice\":{\"</script><b>\u202eé"), Purpose = Purpose.Marketing } };
        var decision = story.By(Policy.Named("p\"}{\u2028").Exclude(Channel.Sms, Condition.Always, "because\n  sms 999\r\t\u001b[31m</script>\"")).Decide();
        var json = decision.ToJson();
        using var read = JsonDocument.Parse(json);
        var sms = read.RootElement.GetProperty("channels").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == "sms");

        FollowsTheSchema(read.RootElement);
        Assert.DoesNotContain(json, c => c is < ' ' or > '~' or '<' or '>');
        Assert.Equal(story.Message.Campaign.Value, read.RootElement.GetProperty("campaign").GetString());
        Assert.Equal("because\n  sms 999\r\t\u001b[31m</script>\"", sms.GetProperty("rules")[0].GetProperty("because").GetString());
        Assert.Contains("because\\u000a  sms 999\\u000d\\u0009\\u001b[31m", sms.GetProperty("whyNot").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(decision.ToString(), c => c is '\r' or '\t' or '\u001b' or '\u202e' or '\u2028');
        Assert.DoesNotContain("\n  sms 999", decision.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToJson_InTheWordsOfACulture_KeepsItsCodes()
    {
        var german = ReasonTexts.From(new Dictionary<string, string> { ["consent.missing"] = "für {purpose} über {channel} fehlt die Einwilligung", ["channel.email"] = "die E-Mail" });
        using var read = JsonDocument.Parse(Story.Of(Channel.Email).WithoutConsent().Decide().ToJson(german));
        var email = read.RootElement.GetProperty("channels")[0];
        var consent = email.GetProperty("gates").EnumerateArray().Single(gate => gate.GetProperty("gate").GetString() == "consent");

        Assert.Equal("die E-Mail", email.GetProperty("name").GetString());
        Assert.Equal("email", email.GetProperty("channel").GetString());
        Assert.Equal("shut", consent.GetProperty("state").GetString());
        Assert.Equal("consent.missing", consent.GetProperty("reason").GetProperty("code").GetString());
        Assert.Equal("für marketing über die E-Mail fehlt die Einwilligung", consent.GetProperty("reason").GetProperty("text").GetString());
    }

    [Fact]
    public void ToJson_OfAnExpiredMessage_SaysThatNoGateWasAsked()
    {
        using var read = JsonDocument.Parse((Story.Of(Channel.Email) with { Lasting = TimeSpan.FromHours(-1) }).Decide().ToJson());

        FollowsTheSchema(read.RootElement);
        Assert.Equal("nothing.expired", read.RootElement.GetProperty("nothingBecause").GetProperty("code").GetString());
        Assert.Equal(0, read.RootElement.GetProperty("channels")[0].GetProperty("gates").GetArrayLength());
    }

    [Fact]
    public void ToJson_OfADecisionThatAHostMadeUp_HasNoSnapshot()
    {
        using var read = JsonDocument.Parse(new Decision
        {
            Customer = new("anna"), Campaign = new("spring"), Purpose = Purpose.Marketing, DecidedAt = Story.Monday, ExpiresAt = Story.Monday.AddHours(1), PolicyName = "p", PolicyHash = "",
            Choice = new ChannelChoice { Channel = Channel.Sms, At = Story.Monday, Account = "main" },
            Verdicts = [new ChannelVerdict { Channel = Channel.Sms, At = Story.Monday, Account = "main", Score = 1, Blocks = [], Delays = [], Open = [], Parts = [] }],
        }.ToJson());

        FollowsTheSchema(read.RootElement);
        Assert.Equal(JsonValueKind.Null, read.RootElement.GetProperty("snapshotHash").ValueKind);
    }

    private static void SaysTheSame(Decision decision, JsonElement json)
    {
        Assert.Equal(decision.Choice?.Channel.Name, json.GetProperty("choice") is { ValueKind: JsonValueKind.Object } choice ? choice.GetProperty("channel").GetString() : null);
        Assert.Equal(decision.NothingBecause?.Code, json.GetProperty("nothingBecause") is { ValueKind: JsonValueKind.Object } why ? why.GetProperty("code").GetString() : null);
        Assert.Equal((decision.PolicyHash, decision.SnapshotHash, decision.Seed), (json.GetProperty("policy").GetProperty("hash").GetString(), json.GetProperty("snapshotHash").GetString(), ulong.Parse(json.GetProperty("seed").GetString()!, null)));
        Assert.Equal(decision.StepUp.Select(channel => channel.Name), json.GetProperty("stepUp").GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()));
        foreach (var (verdict, one) in decision.Verdicts.Zip(json.GetProperty("channels").EnumerateArray().ToList()))
        {
            var gates = one.GetProperty("gates").EnumerateArray().ToList();
            Assert.Equal((verdict.Channel.Name, verdict.Score, verdict.IsEligible, verdict.Propensity), (one.GetProperty("channel").GetString(), one.GetProperty("score").GetInt32(), one.GetProperty("eligible").GetBoolean(), one.GetProperty("propensity").GetDouble()));
            Assert.Equal(verdict.Score, one.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("points").GetInt32()));
            Assert.True(gates.Count == 10 || (gates.Count == 0 && !verdict.IsEligible));
            Assert.Equal(verdict.Blocks.Select(block => block.Reason.ToString()), TextsOf(gates, "shut"));
            Assert.Equal(verdict.Delays.Select(delay => delay.Reason.ToString()), TextsOf(gates, "later"));
            Assert.Equal(verdict.WouldWinIf?.ToString(), one.GetProperty("wouldWinIf") is { ValueKind: JsonValueKind.Object } change ? change.GetProperty("text").GetString() : null);
            Assert.Equal(decision.WhyNot(verdict.Channel), one.GetProperty("whyNot").GetString());

            var takesOut = one.GetProperty("rules").EnumerateArray().Any(rule => rule.GetProperty("kind").GetString() != "score" && rule.GetProperty("state").GetString() != "rests");
            Assert.True(gates.Count == 0 || takesOut == (gates[(int)Gate.Rules].GetProperty("state").GetString() == "shut"), one.GetRawText());
        }

        Assert.Equal(decision.Verdicts.Count, json.GetProperty("channels").GetArrayLength());
    }

    private static IEnumerable<string?> TextsOf(List<JsonElement> gates, string state) =>
        gates.Where(gate => gate.GetProperty("state").GetString() == state).Select(gate => gate.GetProperty("reason").GetProperty("text").GetString());

    private static void FollowsTheSchema(JsonElement json)
    {
        var check = new SchemaCheck(Schema);
        check.Holds(json);
        Assert.Equal("", string.Join('\n', check.Wrong));
    }

    private static JsonElement ReadSchema()
    {
        using var stream = Decision.OpenJsonSchema();
        using var read = JsonDocument.Parse(stream);
        return read.RootElement.Clone();
    }
}
