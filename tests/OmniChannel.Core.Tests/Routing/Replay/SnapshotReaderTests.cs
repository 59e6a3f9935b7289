using System.Text;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Routing;

public sealed class SnapshotReaderTests
{
    [Fact]
    public void Read_OfWhatWasWritten_IsWrittenTheSameAndDecidedTheSame()
    {
        var shut = new HashSet<string>();
        foreach (var situation in new SituationGenerator(seed: 11).Take(700))
        {
            var decision = (situation with { Customer = situation.Customer with { Attributes = Attributes } }).Decide(ReplayPolicies.Full);
            var written = SnapshotText.Of(decision.Snapshot);

            var read = Read(written, out var findings);

            Assert.True(read is not null, findings);
            Assert.Equal(written, SnapshotText.Of(read));
            var again = Router.Decide(read, ReplayPolicies.Full);
            Assert.Equal(decision.ToString(), again.ToString());
            Assert.Equal(DecisionText.Of(decision), DecisionText.Of(again));
            shut.UnionWith(decision.Verdicts.SelectMany(verdict => verdict.Blocks.Concat(verdict.Delays)).Select(block => block.Reason.Code));
        }

        // What the gates never said was not compared.
        Assert.Superset(
            new HashSet<string> { "cap.reached", "quiet.hours", "consent.missing", "consent.denied", "consent.ended", "consent.no-basis", "suppression.address", "address.missing", "address.reply-window", "rules.excluded", "rules.fact-missing", "budget.exceeded", "provider.paused", "capability.no-variant" },
            shut);
    }

    [Fact]
    public void Of_WithAnAddress_HoldsNoneOfIt()
    {
        var story = Story.Of(Channel.Email, Channel.Sms).Sent(Channel.Email, Story.Monday.AddHours(-2)).Sent(Channel.Sms, Story.Monday.AddHours(-3), address: "anna@work");

        var written = SnapshotText.Of(story.Snapshot);

        Assert.DoesNotContain("anna@", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfTwoAddressesOnOneChannel_KeepsThemApartForCapsPerAddress()
    {
        var policy = Policy.Named("p").WithoutSafeCaps().Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Per = CapScope.ContactPoint });
        var toAnother = Story.Of(Channel.Email).By(policy).Sent(Channel.Email, Story.Monday.AddHours(-2), address: "anna@work");
        var toTheSame = Story.Of(Channel.Email).By(policy).Sent(Channel.Email, Story.Monday.AddHours(-2));

        Assert.Empty(Replayed(toAnother)[Channel.Email]!.Delays);
        Assert.Equal("cap.reached", Assert.Single(Replayed(toTheSame)[Channel.Email]!.Delays).Reason.Code);
    }

    [Fact]
    public void Read_OfWhatWentToTheAddressForOthers_CountsForCapsPerAddressAndForNothingElse()
    {
        static PolicyBuilder Gentle() => Policy.Named("p").WithoutSafeCaps().Cap(1, TimeSpan.FromDays(1)).Exclude(Channel.Email, Facts.SentLastDay >= 1, "enough");
        var policy = Gentle();
        var perAddress = Gentle().Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Per = CapScope.ContactPoint });
        var story = Story.Of(Channel.Email).SentToOthers(Channel.Email, Story.Monday.AddHours(-2));

        Assert.Equal(Story.Monday, Replayed(story.By(policy)).Choice?.At);
        Assert.Equal(Story.Monday.AddHours(22), Replayed(story.By(perAddress)).Choice?.At);
        Assert.Equal(Story.Monday.AddHours(22), story.By(perAddress).Decide().Choice?.At);
        Assert.Equal(Story.Monday, story.By(policy).Decide().Choice?.At);
    }

    [Fact]
    public void Read_OfASnapshotWithOneOctetChanged_IsAFindingOrASnapshot()
    {
        var chance = new SeededChance(5);
        var (read, refused) = (0, 0);
        foreach (var situation in new SituationGenerator(seed: 3).Take(20))
        {
            var octets = Encoding.UTF8.GetBytes(SnapshotText.Of(situation.Decide(DefaultPolicy.Instance).Snapshot));
            for (var i = 0; i < 100; i++)
            {
                byte[] broken = [.. octets];
                var at = chance.Below(broken.Length);
                broken[at] = (byte)(char.IsAsciiDigit((char)broken[at]) ? '0' + chance.Below(10) : chance.Below(256));
                var findings = new JsonFindings(broken);
                if (SnapshotReader.Read(JsonPartReader.Read(broken, findings), findings) is { } snapshot)
                {
                    read++;
                    Assert.NotNull(Router.Decide(snapshot, DefaultPolicy.Instance).ToString());
                }
                else
                {
                    refused++;
                    Assert.True(findings.HasErrors);
                }
            }
        }

        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData("\"now\":", "\"now\":9,\"was\":", "now")]
    [InlineData("\"direction\":3", "\"direction\":9", "channels[0].direction")]
    [InlineData("\"liking\":0", "\"liking\":\"much\"", "channels[0].liking")]
    [InlineData("\"channel\":\"email\"", "\"channel\":\"E-Mail\"", "channels[0].channel")]
    [InlineData("\"stage\":", "\"age\":1,\"stage\":", "age")]
    [InlineData("\"offsets\":[", "\"offsets\":[5,", "zones[0]")]
    public void Read_OfABrokenMember_NamesIt(string part, string broken, string path)
    {
        var written = SnapshotText.Of(Story.Of(Channel.Email).Snapshot);
        Assert.Contains(part, written, StringComparison.Ordinal);

        var octets = Encoding.UTF8.GetBytes(written.Replace(part, broken, StringComparison.Ordinal));
        var findings = new JsonFindings(octets);

        Assert.Null(SnapshotReader.Read(JsonPartReader.Read(octets, findings), findings));
        Assert.Contains(findings.All, finding => finding.Path == path);
    }

    private static FactSet Attributes { get; } = FactSet.Empty
        .With(Facts.Custom.Flag("readerVip", "Very important"), true)
        .With(Facts.Custom.Number("readerVisits", "Visits", 0, 100), 7)
        .With(Facts.Custom.Text("readerClub", "Club", ["gold", "ünder \"ten\""]), "ünder \"ten\"")
        .With(Facts.Custom.Money("readerCredit", "Credit", "EUR"), Money.Of(12.5m, "EUR"));

    private static Snapshot? Read(string json, out string findings)
    {
        var octets = Encoding.UTF8.GetBytes(json);
        var found = new JsonFindings(octets);
        var read = SnapshotReader.Read(JsonPartReader.Read(octets, found), found);
        findings = string.Join('\n', found.All);
        return read;
    }

    private static Decision Replayed(Story story) => Router.Decide(Read(SnapshotText.Of(story.Snapshot), out _)!, story.Policy);
}
