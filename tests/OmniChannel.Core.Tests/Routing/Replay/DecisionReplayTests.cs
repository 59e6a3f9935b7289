using OmniChannel.Testing;

namespace OmniChannel.Tests.Routing;

public sealed class DecisionReplayTests
{
    [Fact]
    public void Run_OfARecordingThatWasStored_IsTheSameByteForByte()
    {
        foreach (var situation in new SituationGenerator(seed: 21).Take(300))
        {
            var decision = situation.Decide(ReplayPolicies.Full);
            var recording = Stored(decision.Record());

            var same = Assert.IsType<ReplayResult.Same>(DecisionReplay.Run(recording, ReplayPolicies.Full));

            Assert.Equal(decision.ToString(), same.Decision.ToString());
            Assert.Equal((decision.DecidedAt, decision.Seed, decision.PolicyHash, decision.SnapshotHash), (recording.DecidedAt, recording.Seed, recording.PolicyHash, recording.SnapshotHash));
        }
    }

    [Fact]
    public void Run_WithAnotherPolicy_SaysSoAndDecidesNothing()
    {
        var recording = Story.Of(Channel.Email).Decide().Record();

        var other = Assert.IsType<ReplayResult.OtherPolicy>(DecisionReplay.Run(recording, ReplayPolicies.Full));

        Assert.Equal((DefaultPolicy.Instance.Hash, ReplayPolicies.Full.Hash), (other.Recorded, other.Given));
    }

    [Fact]
    public void Run_OfARecordingThatWasChanged_NamesThePlace()
    {
        var line = Story.Of(Channel.Email, Channel.Push).Decide().Record().ToString();
        var changed = line.Replace("\"estimate\":false", "\"estimate\":true", StringComparison.Ordinal);

        var other = Assert.IsType<ReplayResult.OtherDecision>(DecisionReplay.Run(Read(changed), DefaultPolicy.Instance));

        Assert.Equal(["verdicts[0].estimate", "verdicts[1].estimate"], other.Differences.Select(one => one.Path));
        Assert.Equal("verdicts[0].estimate: recorded true, now false", other.Differences[0].ToString());
    }

    [Fact]
    public void Run_OfASnapshotThatWasChanged_FindsAnotherHash()
    {
        var line = Story.Of(Channel.Email).Decide().Record().ToString();

        var other = Assert.IsType<ReplayResult.OtherDecision>(DecisionReplay.Run(Read(line.Replace("\"agentsFree\":0", "\"agentsFree\":1", StringComparison.Ordinal)), DefaultPolicy.Instance));

        Assert.Contains(other.Differences, one => one.Path == "snapshotHash");
    }

    [Fact]
    public void Run_OfAZoneThatNoDatabaseKnows_GoesByTheRecordedOffsets()
    {
        var story = Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-28T22:30:00Z") }; // 23:30 in Berlin, the night in which clocks go forward
        var line = story.Decide().Record().ToString();

        var replayed = Assert.IsType<ReplayResult.OtherDecision>(DecisionReplay.Run(Read(line.Replace("Europe/Berlin", "Nowhere/Atlantis", StringComparison.Ordinal)), DefaultPolicy.Instance));

        Assert.Equal(Story.Utc("2026-03-29T06:00:00Z"), replayed.Decision.Choice!.At);
        Assert.Equal(["snapshotHash"], replayed.Differences.Select(one => one.Path));
    }

    [Fact]
    public void Run_WithoutTheOffsetsOfACalendar_SaysWhichZone()
    {
        var policy = Policy.Named("p").Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = "Asia/Kolkata" } }).OtherwiseBest();
        var line = (Story.Of(Channel.Email) with { Policy = policy }).Decide().Record().ToString();
        var start = line.IndexOf("\"calendarZones\":[", StringComparison.Ordinal) + "\"calendarZones\":[".Length;
        var end = line.IndexOf("],\"contacts\"", StringComparison.Ordinal);

        var incomplete = Assert.IsType<ReplayResult.Incomplete>(DecisionReplay.Run(Read(line[..start] + line[end..]), policy));

        Assert.Equal("Asia/Kolkata", incomplete.TimeZone);
    }

    [Fact]
    public void Read_OfIndentedJson_IsTheSameRecording()
    {
        var recording = Story.Of(Channel.Email).Decide().Record();
        var indented = System.Text.Json.Nodes.JsonNode.Parse(recording.ToString())!.ToString();

        var read = Read(indented);

        Assert.NotEqual(recording.ToString(), indented);
        Assert.Equal(recording.ToString(), read.ToString());
    }

    [Theory]
    [InlineData("", "OC1001")]
    [InlineData("[]", "OC1008")]
    [InlineData("{\"version\":2}", "OC1009")]
    [InlineData("{\"version\":1,\"policy\":\"p\",\"policyHash\":\"h\",\"snapshot\":{},\"decision\":{}}", "OC1007")]
    public void Read_OfSomethingElse_SaysWhatIsWrong(string json, string code)
    {
        var result = DecisionRecording.Read(json);

        Assert.False(result.IsRead);
        Assert.Contains(result.Diagnostics, finding => finding.Code == code);
    }

    [Fact]
    public void Record_OfADecisionThatAHostMadeUp_SaysWhatToRecord()
    {
        var madeUp = Story.Of(Channel.Email).Decide() with { Snapshot = null!, Basis = null };

        Assert.Contains("DecideAsync", Assert.Throws<InvalidOperationException>(madeUp.Record).Message, StringComparison.Ordinal);
    }

    private static DecisionRecording Stored(DecisionRecording recording) => Read(recording.ToString());

    private static DecisionRecording Read(string json)
    {
        var result = DecisionRecording.Read(json);
        Assert.True(result.IsRead, string.Join('\n', result.Diagnostics));
        return result.Recording;
    }
}
