using OmniChannel.Delivery;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>A connection dies at rest, while a provider is called: what it said is recorded on another one, although the unit that records it asks nothing before its commit.</summary>
public sealed class RestingConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Dispatch_WhoseConnectionsDieDuringTheCall_RecordsWhatTheProviderSaid()
    {
        await using var schema = new TemporarySchema();
        var calls = 0;
        await using var node = await Node.StartAsync(PostgreSqlOmniStore.Create(schema.Options with { ConnectionString = $"{schema.ConnectionString};Application Name={schema.Name}" }), CutAsync);
        foreach (var customer in new[] { 1, 2, 3 })
        {
            await node.SaveAsync(customer);
            await node.SendAsync(customer, customer, Purpose.Marketing); // at most once: in doubt it would end as unknown
        }

        await node.Runtime.DispatchDueAsync(Stop);

        Assert.Equal(3, calls);
        Assert.Equal(["3 1", "3 1", "3 1"], await schema.RunAsync("SELECT state || ' ' || attempts FROM omni_outbox", Stop));
        Assert.Equal(["0"], await schema.RunAsync("SELECT count(*) FROM omni_schedule", Stop));

        async ValueTask<AttemptOutcome> CutAsync(OutgoingMessage message)
        {
            Interlocked.Increment(ref calls);
            await schema.RunAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{schema.Name}'", Stop);
            return AttemptOutcome.Accepted();
        }
    }
}
