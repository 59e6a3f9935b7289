using System.Collections.Concurrent;
using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>Several nodes, each with a store of its own over the same place, and their dispatchers running: whose turn it is, and what becomes of it when one stops.</summary>
public sealed class NodesTests : IAsyncDisposable
{
    private const int Concurrency = 4;
    private readonly TestStore _at = new();
    private readonly List<Node> _nodes = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Dispatch_ByThreeNodes_GivesEachCustomersMessagesInTheirOrderOneAfterTheOther()
    {
        const int Customers = 60, Each = 4; // more customers than one node takes up at once
        var under = new ConcurrentDictionary<string, int>();
        var given = new ConcurrentQueue<(string Node, string Customer, int Number)>();
        var (together, shared) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var name in new[] { "a", "b", "c" })
        {
            await AddAsync(name, async message =>
            {
                var customer = message.Customer.Value;
                InterlockedMax(ref together, under.AddOrUpdate(customer, 1, (_, before) => before + 1));
                given.Enqueue((name, customer, int.Parse(message.Content.Text, CultureInfo.InvariantCulture)));
                if (given.Any(one => one.Node != name))
                {
                    shared.TrySetResult();
                }

                await shared.Task.WaitAsync(Stop); // nobody does it all alone
                await ShortAsync();
                under.AddOrUpdate(customer, 0, (_, before) => before - 1);
                return AttemptOutcome.Accepted();
            });
        }

        foreach (var customer in Enumerable.Range(0, Customers))
        {
            await _nodes[0].SaveAsync(customer);
        }

        // Half of them lie there before anybody runs, half come while all run; each customer's from one node after the other.
        await SendAsync(0, Each / 2);
        _nodes.ForEach(node => node.Run());
        await SendAsync(Each / 2, Each);
        await UntilAsync(() => given.Count >= Customers * Each);

        Assert.Equal(1, together);
        Assert.All(given.GroupBy(one => one.Customer), ofOne => Assert.Equal(Enumerable.Range(0, Each), ofOne.Select(one => one.Number)));
        Assert.Equal(Customers * Each, given.Count);

        async Task SendAsync(int from, int until) => await Task.WhenAll(Enumerable.Range(0, Customers).Select(customer => Task.Run(
            async () =>
            {
                for (var number = from; number < until; number++)
                {
                    await _nodes[(customer + number) % _nodes.Count].SendAsync(customer, number);
                }
            },
            Stop)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Dispatch_OfTwoTenants_ASmallOneDoesNotWaitForTheBigOne()
    {
        var big = 0;
        var small = new ConcurrentQueue<CustomerId>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var crowded = await AddAsync("big", async _ =>
        {
            Interlocked.Increment(ref big);
            await gate.Task.WaitAsync(Stop);
            return AttemptOutcome.Accepted();
        });
        var quiet = await AddAsync(
            "small",
            message =>
            {
                small.Enqueue(message.Customer);
                return ValueTask.FromResult(AttemptOutcome.Accepted());
            },
            setup => setup.Tenant = new TenantId("small"));
        for (var customer = 0; customer < 60; customer++)
        {
            await crowded.SaveAsync(customer);
            await crowded.SendAsync(customer, 1);
        }

        crowded.Run();
        quiet.Run();
        await UntilAsync(() => Volatile.Read(ref big) >= Concurrency);
        for (var customer = 0; customer < 3; customer++)
        {
            await quiet.SaveAsync(customer);
            await quiet.SendAsync(customer, 1);
        }

        await UntilAsync(() => small.Count == 3);
        Assert.True(big < 2 * Concurrency, $"{big} of the big tenant's went out meanwhile.");
        gate.SetResult();
        await UntilAsync(() => Volatile.Read(ref big) == 60);
        Assert.Equal(3, small.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task Dispatch_OfAReceipt_DoesNotWaitForACampaignsBacklog()
    {
        var calls = new ConcurrentQueue<string>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = await AddAsync("one", async message =>
        {
            calls.Enqueue(message.Content.Text);
            await (message.Content.Text == "1001" ? Task.CompletedTask : gate.Task.WaitAsync(Stop));
            return AttemptOutcome.Accepted();
        });
        for (var customer = 0; customer < 300; customer++)
        {
            await node.SaveAsync(customer);
            await node.SendAsync(customer, 1, Purpose.Marketing);
        }

        node.Run();
        await UntilAsync(() => calls.Count >= Concurrency);
        Assert.Equal(Concurrency, calls.Count);

        // Everything that a campaign may take is taken, and none of its calls ends.
        await node.SendAsync(7, 1001);
        await UntilAsync(() => calls.Contains("1001"));

        Assert.Equal(Concurrency + 1, calls.Count);
        gate.SetResult();
        await UntilAsync(() => calls.Count == 301);
    }

    [Fact(Timeout = 120_000)]
    public async Task Stop_OfANode_GivesBackWhatItHadClaimedAndNotBegun()
    {
        var (held, others) = (0, new ConcurrentQueue<CustomerId>());
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await AddAsync("first", async _ =>
        {
            Interlocked.Increment(ref held);
            await gate.Task.WaitAsync(Stop);
            return AttemptOutcome.Accepted();
        });
        var second = await AddAsync("second", message =>
        {
            others.Enqueue(message.Customer);
            return ValueTask.FromResult(AttemptOutcome.Accepted());
        });

        // One node begins with six times its concurrency and claims three times as many ahead; all others lie free.
        const int Begun = 7 * Concurrency, All = 3 * Begun;
        for (var customer = 0; customer < All; customer++)
        {
            await first.SaveAsync(customer);
            await first.SendAsync(customer, 1);
        }

        first.Run();
        await UntilAsync(() => Volatile.Read(ref held) >= Concurrency);
        var stopped = first.StopAsync();
        second.Run();

        // The leases are of an hour.
        await UntilAsync(() => others.Count >= All - Begun);
        Assert.False(stopped.IsCompleted, "Its calls had ended.");
        gate.SetResult();
        await stopped;
        await UntilAsync(() => held + others.Count == All);
        Assert.InRange(held, Concurrency, Begun);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _at.DisposeAsync();
    }

    private static void InterlockedMax(ref int most, int seen)
    {
        for (var before = Volatile.Read(ref most); seen > before; before = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, seen, before);
        }
    }

    /// <summary>A call takes a moment, in which another could come.</summary>
    private static async Task ShortAsync()
    {
        using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        await moment.WaitForNextTickAsync(Stop);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!isSo())
        {
            await look.WaitForNextTickAsync(Stop);
        }
    }

    private async Task<Node> AddAsync(string name, Func<OutgoingMessage, ValueTask<AttemptOutcome>> answer, Action<OmniChannelSetup>? change = null)
    {
        var node = await Node.StartAsync(TestStore.At(_at.Place), answer, setup =>
        {
            setup.Options.Concurrency = Concurrency;
            setup.Options.Lease = TimeSpan.FromHours(1);
            change?.Invoke(setup);
        });
        _nodes.Add(node);
        return node;
    }
}
