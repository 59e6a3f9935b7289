using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Pages;

/// <summary>The whole contract of an adapter, on a page's.</summary>
public sealed class PageChannelAdapterConformanceTests
{
    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(
        name,
        async token =>
        {
            var page = PageChannels.For(Channel.Website);
            var setup = new OmniChannelSetup { Time = new ManualClock(new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero)), Options = { TimeZone = "Europe/Berlin" } };
            setup.Adapters.Add(page);
            var runtime = OmniChannelRuntime.Create(setup);
            await runtime.StartAsync(token);
            return new AdapterUnderTest { Adapter = page, ValidAddresses = ["ann", " ben "], InvalidAddresses = ["", "a\nb", new string('x', 201)], Surroundings = runtime };
        },
        TestContext.Current.CancellationToken);
}
