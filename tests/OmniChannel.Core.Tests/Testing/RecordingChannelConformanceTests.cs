using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

/// <summary>The whole contract of an adapter, on <see cref="RecordingChannel"/>.</summary>
public sealed class RecordingChannelConformanceTests
{
    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name)
        => AdapterConformance.RunAsync(
            name,
            _ => ValueTask.FromResult(new AdapterUnderTest
            {
                Adapter = new RecordingChannel(Channel.Email),
                ValidAddresses = ["ann@example.org", " ben@example.org "],
                InvalidAddresses = ["", "a\nb"],
            }),
            TestContext.Current.CancellationToken);
}
