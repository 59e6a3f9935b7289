using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Orchestration.Segments;

/// <summary>Whatever customers do, however time passes, and whoever turns out to be whom: what was written step by step is what a look at everything would say.</summary>
public sealed class IncrementalTests
{
    private static readonly CustomerId[] People = [Shop.Anna, new("bert"), new("cleo")];
    private static readonly IdentityCommand Agent = new() { By = "agent", Reason = "test" };

    private static readonly Segment[] Segments =
    [
        .. SegmentShop.All,
        new() { Id = new("here"), Name = "On the site for three views", When = Facts.OnSite & Facts.Session.Views >= 3 },
        new() { Id = new("odd"), Name = "Any hour counts", When = SegmentFile.ReadCondition("customer.hoursSinceTouch % 2 == 1", SegmentSet.Empty) },
        new() { Id = new("regular"), Name = "Whose persona moves with time", When = Facts.Persona == new PersonaId("resting") },
        new() { Id = new("unknown"), Name = "Country unknown, or loyal", When = !Facts.Customer.Country.IsKnown | Facts.Stage == FunnelStage.Loyalty },
    ];

    [Fact]
    public void Anything_StepByStep_IsWhatALookAtEverythingSays()
    {
        var moves = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Steps().ListOf(14).ToArbitrary(), steps =>
        {
            moves += RunAsync(steps).GetAwaiter().GetResult();
            return true;
        }));
        Assert.True(moves > 200, $"Only {moves} entries were written: the property sees nothing.");
    }

    private static Gen<(int Act, int Who, int Hours)> Steps() =>
        from act in Gen.Choose(0, 9) from who in Gen.Choose(0, People.Length - 1) from hours in Gen.Choose(0, 120) select (act, who, hours);

    private static async Task<int> RunAsync(IEnumerable<(int Act, int Who, int Hours)> steps)
    {
        await using var shop = await Shop.OpenAsync(setup =>
        {
            Array.ForEach(Segments, setup.Segments.Add);
            setup.Personas.Add(new Persona { Id = new PersonaId("resting"), Name = "Resting", Channels = new Dictionary<Channel, int>(), When = Facts.Customer.HoursSinceTouch > 30 & Facts.Customer.HoursSinceTouch <= 60 });
        });
        foreach (var step in steps)
        {
            await StepAsync(shop, step);
            await shop.DispatchAsync();
            foreach (var person in People)
            {
                var isSurvivor = (await CustomerOf(shop, person)).Person is not { } one || one.Survivor == person;
                Assert.Equal((step, person, isSurvivor ? await shop.OfAsync(person) : ""), (step, person, await shop.StoredAsync(person)));
            }
        }

        var (entered, left) = (0, 0);
        foreach (var person in People)
        {
            var moves = (await shop.MovesAsync(person)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            (entered, left) = (entered + moves.Count(move => move[0] == '+'), left + moves.Count(move => move[0] == '-'));
        }

        return entered + left;
    }

    private static async Task StepAsync(Shop shop, (int Act, int Who, int Hours) step)
    {
        var (who, runtime) = (People[step.Who], shop.Runtime);
        switch (step.Act)
        {
            case 0 or 1:
                shop.Clock.Advance(TimeSpan.FromHours(step.Hours));
                break;
            case 2:
                shop.Clock.Advance(TimeSpan.FromMinutes(step.Hours));
                break;
            case 3:
                await shop.DoAsync(who, TouchpointType.Purchased, Money.Of(step.Hours, "EUR"), TimeSpan.FromHours(step.Hours % 3));
                break;
            case 4:
                await shop.DoAsync(who, TouchpointType.CartLeft, Money.Of(step.Hours, "EUR"));
                break;
            case 5:
                await shop.DoAsync(who, TouchpointType.SiteVisited, ago: TimeSpan.FromMinutes(step.Hours));
                break;
            case 6:
                await runtime.Touchpoints.RecordAsync([.. Enumerable.Range(0, 3).Select(i => new Touchpoint { Source = "/batch", Id = $"{shop.Clock.GetUtcNow().UtcTicks}-{step.Hours}-{i}-{who}", Type = TouchpointType.SiteVisited, Customer = who, At = shop.Clock.GetUtcNow().AddMinutes(-i) })], cancellationToken: Shop.Stop);
                break;
            case 7:
                await runtime.SaveAsync(Shop.Profile with { Id = who, Country = step.Hours % 2 == 0 ? "DE" : null, ContactPoints = [], Stage = step.Hours % 5 == 0 ? FunnelStage.Loyalty : null }, Shop.Stop);
                break;
            case 8:
                await runtime.Identities.LinkAsync(who, People[(step.Who + 1) % People.Length], Agent, Shop.Stop);
                break;
            default:
                await runtime.Identities.UnlinkAsync(who, Agent, Shop.Stop);
                break;
        }
    }

    private static async Task<CustomerState> CustomerOf(Shop shop, CustomerId customer) =>
        CustomerUnit.StateOf(customer, await shop.Store.ReadStateAsync(TenantId.Default, CustomerUnit.AddressOf(customer).Partition, CustomerUnit.StateKey, Shop.Stop));
}
