using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>What the child process does with a store; says on its standard output where it stands.</summary>
internal static class Child
{
    public static readonly TenantId Tenant = new("acme");
    public static readonly PartitionKey Ann = PartitionKey.Of(new CustomerId("ann"));
    public static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string work, string place)
    {
        if (work.StartsWith("errand:", StringComparison.Ordinal))
        {
            return await Errand.RunAsync(work["errand:".Length..], place);
        }

        if (work.StartsWith("cart:", StringComparison.Ordinal))
        {
            return await CartErrand.RunAsync(work["cart:".Length..], place);
        }

        if (work.StartsWith("crowd:", StringComparison.Ordinal))
        {
            return await Crowd.CrowdWorker.RunAsync(work["crowd:".Length..], place);
        }

        if (work.StartsWith("cap:", StringComparison.Ordinal))
        {
            return await Crowd.CapWorker.RunAsync(work["cap:".Length..], place);
        }

        if (work.StartsWith("checkout:", StringComparison.Ordinal))
        {
            return await CheckoutErrand.RunAsync(work["checkout:".Length..], place);
        }

        if (work.StartsWith("digest:", StringComparison.Ordinal))
        {
            return await DigestErrand.RunAsync(work["digest:".Length..], place);
        }

        if (work.StartsWith("steps:", StringComparison.Ordinal))
        {
            return await StepsErrand.RunAsync(work["steps:".Length..], place);
        }

        await using var store = TestStore.At(place);
        try
        {
            await store.InitializeAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            Console.WriteLine(exception.Message.ReplaceLineEndings(" "));
            return 3;
        }

        switch (work)
        {
            case "open":
                Console.WriteLine("opened");
                return 0;
            case "inside":
                var unit = await store.BeginAsync(Tenant, [Ann], null, CancellationToken.None);
                await WriteAsync(unit, 2);
                Console.WriteLine("inside");
                await Console.In.ReadLineAsync();
                await unit.CommitAsync(CancellationToken.None);
                return 0;
            case "commits":
                for (var version = 1L; ; version++)
                {
                    await using var next = await store.BeginAsync(Tenant, [Ann], null, CancellationToken.None);
                    await WriteAsync(next, version);
                    await next.CommitAsync(CancellationToken.None);
                    Console.WriteLine(version.ToString(CultureInfo.InvariantCulture));
                }

            default:
                throw new ArgumentException($"No work is named '{work}'.", nameof(work));
        }
    }

    /// <summary>One command: state, event, outbox and schedule together.</summary>
    public static async Task WriteAsync(IUnitOfWork unit, long version)
    {
        var name = version.ToString(CultureInfo.InvariantCulture);
        await unit.PutAsync(Ann, "profile", version - 1, System.Text.Encoding.UTF8.GetBytes(name), CancellationToken.None);
        await unit.AppendAsync(Ann, new NewEvent { Source = "web", Id = name, Type = "page.viewed", At = Noon, RecordedAt = Noon, Body = new byte[2_000] }, CancellationToken.None);
        await unit.InsertOutboxAsync(
            new OutboxRow { Delivery = new DeliveryId(name), Partition = Ann, State = OutboxState.Queued, Fence = 1, Attempts = 0, CreatedAt = Noon, Body = new byte[2_000] },
            CancellationToken.None);
        await unit.ScheduleAsync(Ann, "dispatch", name, Noon, CancellationToken.None);
    }
}
