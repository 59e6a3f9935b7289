using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

public sealed class ReplaySamplesTests
{
    [Fact]
    public async Task Decisions_OfThePage_AreRecordedReplayedAndCompared()
    {
        var path = Path.Combine(Path.GetTempPath(), $"omni-replay-{Environment.ProcessId}.jsonl");
        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Campaigns = { new Campaign { Id = new("spring"), Name = "Spring", Variants = [new Variant { Channel = Channel.Email, Subject = "Spring", Text = "It is here." }] } },
            Adapters = { new RecordingChannel(Channel.Email) },
        });
        using var console = new StringWriter();
        try
        {
            await omni.StartAsync(TestContext.Current.CancellationToken);
            await omni.SaveAsync(
                new CustomerProfile { Id = new("anna"), ContactPoints = [ContactPoint.Email("anna@example.com")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, DateTimeOffset.UnixEpoch, "sign-up")] },
                TestContext.Current.CancellationToken);
            await ReplaySamples.RecordAsync(omni, new Message { Campaign = new("spring"), Purpose = Purpose.Marketing }, new("anna"), path, TestContext.Current.CancellationToken);

            ReplaySamples.Replay(path, DefaultPolicy.Instance, console);
            var same = ReplaySamples.Compare(DefaultPolicy.Instance, DefaultPolicy.Instance, path, console);
            var changed = Assert.Throws<InvalidOperationException>(() => ReplaySamples.Compare(DefaultPolicy.Instance, Policy.Named("silent").OtherwiseNothing(), path, console));

            Assert.DoesNotContain("anna@example.com", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.StartsWith("the same decision, byte for byte", console.ToString(), StringComparison.Ordinal);
            Assert.Equal((1, 0), (same.Decisions, same.Changed));
            Assert.StartsWith("1 of 1 decisions change", changed.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Comparison_OfThePage_IsWhatItPrints()
    {
        var printed = ReplaySamples.CompareMadeUp().ToString();
        var page = File.ReadAllText(Repository.PathOf("docs", "replay-and-diff.md")).ReplaceLineEndings("\n");

        // The hashes change with the form of policies; the figures must not.
        Assert.Contains(printed[printed.IndexOf(" decisions change", StringComparison.Ordinal)..printed.IndexOf("  example 1", StringComparison.Ordinal)], page, StringComparison.Ordinal);
        Assert.Contains("    before: ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invariants_OfThePage_FindAPolicyThatAllowsMore()
    {
        var gentle = Policy.Named("gentle").Cap(3, within: TimeSpan.FromDays(7)).OtherwiseBest();
        await ReplaySamples.HoldAsync(gentle, TestContext.Current.CancellationToken);

        var broken = await Assert.ThrowsAsync<ConformanceException>(() => ReplaySamples.HoldAsync(DefaultPolicy.Instance, TestContext.Current.CancellationToken));

        Assert.Contains("the cap is 3 in any 7 days", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Situation_OfThePage_IsDecidedAsItSays() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 6, 0, 0, TimeSpan.Zero), ReplaySamples.Decide(DefaultPolicy.Instance).Choice!.At);
}
