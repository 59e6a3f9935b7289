using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.DryRuns;

/// <summary>The whole contract of an adapter, on the one that stands in for others in a dry run.</summary>
public sealed class DryRunAccountConformanceTests
{
    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(
        name,
        _ =>
        {
            var settings = NinetyDays.From();
            return ValueTask.FromResult(new AdapterUnderTest
            {
                Adapter = new DryRunAccount(new RecordingChannel(Channel.Email), new DryRunMail(settings, new DryRunClock(settings.From))),
                ValidAddresses = ["ann@example.org", " ben@example.org "],
                InvalidAddresses = ["", "a\nb"],
            });
        },
        TestContext.Current.CancellationToken);
}
