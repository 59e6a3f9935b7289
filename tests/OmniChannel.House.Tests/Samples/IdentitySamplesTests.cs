using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel.Tests.Samples;

public sealed class IdentitySamplesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samples_OfThePage_DoWhatItSays()
    {
        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup());
        await omni.StartAsync(Stop);

        var visitor = await IdentitySamples.VisitAsync(omni, TimeProvider.System.GetUtcNow());
        var (signedIn, fresh) = await IdentitySamples.SignInAsync(omni, visitor);
        var other = (await omni.Identities.ResolveAsync([Identifier.AuthenticatedId("user-43")], cancellationToken: Stop)).Customer;
        var (person, result) = await IdentitySamples.LinkAsync(omni, other, visitor);

        Assert.Equal((visitor, SignInOutcome.Registered), (signedIn.Customer, signedIn.Outcome));
        Assert.NotEqual(visitor, fresh);
        Assert.Equal((visitor, UnlinkOutcome.Unlinked), (person.Survivor, result.Outcome));
        Assert.Equal([visitor, other], person.Customers);
    }

    [Fact]
    public async Task Rules_OfThePage_AreThoseOfTheInstance()
    {
        var services = new ServiceCollection();
        IdentitySamples.Ruled(services.AddOmniChannel(new ConfigurationManager()));
        await using var provider = services.BuildServiceProvider();
        var omni = provider.GetRequiredService<OmniChannelRuntime>();
        await omni.StartAsync(Stop);

        Assert.Same(omni.Identities, provider.GetRequiredService<Identities>());
        var first = await omni.Identities.ResolveAsync([new Identifier { Type = new("club-number"), Value = "7" }, Identifier.Browser("test-1")], cancellationToken: Stop);
        Assert.Contains(first.Decisions, decision => decision.Kind == IdentityDecisionKind.Blocked);
        Assert.Equal(first.Customer, (await omni.Identities.ResolveAsync([new Identifier { Type = new("club-number"), Value = "7" }], cancellationToken: Stop)).Customer);
    }
}
