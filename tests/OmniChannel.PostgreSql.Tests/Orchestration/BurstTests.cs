using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>Far more messages at the same moment than there are connections, for far longer than is waited for one answer: they wait in line, and each is queued.</summary>
public sealed class BurstTests
{
    private const int Messages = 1_500;
    private const int Customers = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Send_OfMoreAtOnceThanThereAreConnections_QueuesEachOnce()
    {
        await using var schema = new TemporarySchema();
        await using var store = PostgreSqlOmniStore.Create(schema.Options with { ConnectionString = schema.ConnectionString + ";Maximum Pool Size=4", BusyTimeout = TimeSpan.FromSeconds(3) });
        await using var omni = await StartAsync(store);

        var answers = await Task.WhenAll(Enumerable.Range(0, Messages).Select(number => Task.Run(async () => await omni.SendAsync(
            new Message { Campaign = new("receipt"), Purpose = Purpose.Transactional }, new CustomerId($"c{number % Customers}"), new SendOptions { IdempotencyKey = $"{number}" }, Stop), Stop)));

        Assert.All(answers, answer => Assert.IsType<SendResult.Queued>(answer));
        Assert.Equal([$"{Messages}"], await schema.RunAsync("SELECT count(*) FROM omni_outbox", Stop));
    }

    private static async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var setup = new OmniChannelSetup { Store = store, Options = { TimeZone = "Europe/Berlin", Dispatch = DispatchMode.None } };
        setup.Campaigns.Add(new Campaign { Id = new("receipt"), Name = "Receipt", Variants = [new Variant { Channel = Channel.Email, Subject = "Your order", Text = "Thank you." }] });
        setup.Adapters.Add(new RecordingChannel(Channel.Email));
        var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(Stop);
        for (var number = 0; number < Customers; number++)
        {
            await omni.SaveAsync(new CustomerProfile { Id = new($"c{number}"), ContactPoints = [ContactPoint.Email($"{number}@example.com")], Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Email, TimeProvider.System.GetUtcNow().AddDays(-1), "order")] }, Stop);
        }

        return omni;
    }
}
