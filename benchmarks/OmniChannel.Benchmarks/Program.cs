using BenchmarkDotNet.Configs;
using OmniChannel.Benchmarks;

// dotnet run -c Release --project benchmarks/OmniChannel.Benchmarks [-- --all | --plan | --rounds | --growth | --carts | --cart-rounds [postgresql] | --policy FILE | --policy-steps | --swaps | --render | --postgresql | --cel | --packing | --public | --rows | --dry | --cel-rounds [loop.mjs] | --identity [customers] | --dispatch [messages | queued | claimed | dispatched PROCESSES | idle | backlog | burst] | --dispatch-cost MESSAGES [rounds] | --queued-cost MESSAGES [full] | --funnel | --personas | --push | --segments [customers] | --adapters | --feed | --dry-run]
Type[] routing = [typeof(DecideBenchmarks), typeof(DecisionPartsBenchmarks), typeof(PublicDecideBenchmarks)];
Type[] growth = [typeof(SpillBenchmarks), typeof(PolicyStepsBenchmarks)];
Type[] plan = [typeof(NbcBenchmarks), typeof(NbcColumnBenchmarks), typeof(PolicyFileBenchmarks)];
Type[] all = [.. routing, typeof(CelBenchmarks), .. plan, .. growth, typeof(SendBenchmarks), typeof(StoredRowBenchmarks), typeof(CartBenchmarks), .. HillstromBenchmarks.File is null ? Type.EmptyTypes : [typeof(HillstromBenchmarks)]];

switch (args)
{
    case []:
        return Table.Run("The routing table", Jobs.Short, routing);
    case ["--all"]:
        return Table.Run("Every benchmark", Jobs.Short, all);
    case ["--plan"]:
        return Table.Run("The compiled plan", Jobs.Short, plan);
    case ["--rounds"]:
        return NbcRounds.Run(60);
    case ["--cart-rounds"]:
        return await CartRounds.RunAsync();
    case ["--cart-rounds", "postgresql"]:
        return await PostgreSqlCartRounds.RunAsync();
    case ["--carts"]:
        return Table.Run("Carts", Jobs.Short, [typeof(CartBenchmarks)]);
    case ["--rows"]:
        return Table.Run("Stored rows read", Jobs.Short, [typeof(StoredRowBenchmarks)]);
    case ["--public"]:
        return Table.Run("What a host calls", Jobs.Short, [typeof(PublicDecideBenchmarks)]);
    case ["--packing"]:
        return PackingRounds.Run(100);
    case ["--funnel"]:
        return FunnelRounds.Run(rounds: 400, turns: 1);
    case ["--growth"]:
        return GrowthRounds.Run(rounds: 60);
    case ["--policy", var file]:
        return PolicyFileBenchmarks.Run(file);
    case ["--policy-steps"]:
        return Table.Run("A policy file, each step apart", Jobs.Short, [typeof(PolicyStepsBenchmarks)]);
    case ["--swaps"]:
        return Swaps.Run(TimeSpan.FromSeconds(1), rounds: 15);
    case ["--postgresql"]:
        return await PostgreSqlRounds.RunAsync(rounds: 7);
    case ["--dry"]:
        return Math.Max(await DispatchRounds.RunAsync(rows: 200, rounds: 1, most: 1) + await SegmentRounds.RunAsync(10_000, stored: 500, rounds: 3) + Table.Run("Every benchmark, once", Jobs.Once, all), Swaps.Run(TimeSpan.FromMilliseconds(100), rounds: 1) + FunnelRounds.Run(rounds: 1, turns: 1) + GrowthRounds.Run(rounds: 1) + RenderRounds.Run(1) + PersonaRounds.Run(1) + PushRounds.Run(1) + await AdapterRounds.RunAsync(1) + await FeedRounds.RunAsync(events: 200, alone: 3) + await DryRunRound.RunAsync(customers: 50, days: 7) + await RecordRounds.RunAsync(rounds: 4, customers: 10));
    case ["--cel"]:
        return Table.Run("The expression language", Jobs.Short, [typeof(CelBenchmarks)]);
    case ["--segments"]:
        return await SegmentRounds.RunAsync(1_000_000, stored: 100_000, rounds: 60) + await RecordRounds.RunAsync(rounds: 200, customers: 50);
    case ["--segments", var size] when int.TryParse(size, out var people) && people > 0:
        return await SegmentRounds.RunAsync(people, Math.Min(people, 100_000), rounds: 60) + await RecordRounds.RunAsync(rounds: 200, customers: 50);
    case ["--identity"]:
        return await IdentityRounds.RunAsync(1_000_000);
    case ["--identity", var customers] when int.TryParse(customers, out var many) && many > 0:
        return await IdentityRounds.RunAsync(many);
    case ["--import"]:
        return await ImportRound.RunAsync(1_000_000);
    case ["--import", var count] when int.TryParse(count, out var events) && events > 0:
        return await ImportRound.RunAsync(events);
    case ["--dry-run", var shoppers] when int.TryParse(shoppers, out var people):
        return await DryRunRound.RunAsync(customers: people, days: 90);
    case ["--dry-run"]:
        return await DryRunRound.RunAsync(customers: 10_000, days: 90);
    case ["--feed"]:
        return await FeedRounds.RunAsync(events: 20_000, alone: 200);
    case ["--adapters"]:
        return await AdapterRounds.RunAsync(300);
    case ["--dispatch"]:
        return await DispatchRounds.RunAsync(rows: 4_000, rounds: 5);
    case ["--dispatch", "queued"]:
        await QueueRounds.RunAsync(rounds: 9);
        return 0;
    case ["--dispatch", "claimed"] when DispatchRounds.Server is { } server:
        await ClaimRounds.RunAsync(server, rows: 10_000, rounds: 5);
        return 0;
    case ["--dispatch", "claimed", var few] when DispatchRounds.Server is { } server && int.TryParse(few, out var claims) && claims > 0:
        await ClaimRounds.RunAsync(server, claims, rounds: 5);
        return 0;
    case ["--dispatch", "joined"]:
        return await JoinedRounds.RunAsync(DispatchRounds.Server, rounds: 3);
    case ["--dispatch", "overlap"]:
        return await OverlapRounds.RunAsync(DispatchRounds.Server, people: 50_000);
    case ["--dispatch", "dispatched", var number] when int.TryParse(number, out var processes) && processes > 0:
        return await DispatchRounds.DispatchedAsync(rows: 10_000, rounds: 5, processes);
    case ["--dispatch", "idle"]:
        return await DispatchRounds.IdleAsync(100);
    case ["--dispatch", "backlog"]:
        return await DispatchRounds.BacklogAsync(1_000, 1_000_000, rounds: 5);
    case ["--dispatch", "burst"]:
        return await DispatchRounds.BurstAsync(20_000);
    case ["--dispatch-cost", var count] when int.TryParse(count, out var rows) && rows > 0:
        return await DispatchCost.RunAsync(rows, rounds: 1);
    case ["--dispatch-cost", var count, var times] when int.TryParse(count, out var rows) && rows > 0 && int.TryParse(times, out var rounds) && rounds > 0:
        return await DispatchCost.RunAsync(rows, rounds);
    case ["--queued-cost", var count] when int.TryParse(count, out var sends) && sends > 0:
        return await QueueCost.RunAsync(sends, isFull: false);
    case ["--queued-cost", var count, "full"] when int.TryParse(count, out var sends) && sends > 0:
        return await QueueCost.RunAsync(sends, isFull: true);
    case ["--dispatch", var few] when int.TryParse(few, out var messages) && messages > 0:
        return await DispatchRounds.RunAsync(messages, rounds: 3);
    case [LoopbackProvider.Argument]:
        return await LoopbackProvider.ServeAsync();
    case [DispatchWorker.Argument, var way, var place, var uri]:
        return await DispatchWorker.RunAsync(way, place, new Uri(uri));
    case ["--render"]:
        return RenderRounds.Run(400);
    case ["--push"]:
        return PushRounds.Run(200);
    case ["--personas"]:
        return PersonaRounds.Run(2_000);
    case ["--cel-rounds"]:
        return CelRounds.Run(null);
    case ["--cel-rounds", var script]:
        return CelRounds.Run(script);
    default:
        Console.Error.WriteLine($"Found '{string.Join(' ', args)}'; expected nothing (the routing table), --all (every benchmark), --plan (the compiled plan), --rounds (NBC-1 in alternating rounds), --packing (a customer into a snapshot, in alternating rounds), --public (LoadedCustomer.Decide and LoadAsync), --growth (compiling and deciding as rules and channels grow, two tables), --policy FILE (a policy of yours), --policy-steps (read, verify, compile), --swaps (swapped while deciding), --cart-rounds [postgresql] (cart commands committed to SQLite and to the server that OMNICHANNEL_POSTGRESQL names, or to that alone), --postgresql (SendAsync on the server that OMNICHANNEL_POSTGRESQL names), --cel (the expression language), --cel-rounds (the same in plain loops; benchmarks/cel-npm/run.sh), --personas (customers matched to 20 personas), --push (requests and tokens signed, messages encrypted, beside the bare primitives), --dispatch-cost MESSAGES [rounds] and --queued-cost MESSAGES [full] (what one costs this process; for a profiler), --funnel (a touchpoint through funnels in memory), --adapters (a send by each adapter beside the bare call, a webhook beside its verification by hand), --render (templates filled in, beside bare loops), --identity [customers] (look-ups among a million customers), --dispatch [messages] (queued, claimed, dispatched to a provider on loopback, beside bare loops; on the server that OMNICHANNEL_POSTGRESQL names too), --dispatch queued, claimed, idle or dispatched PROCESSES (those parts of it alone), --dispatch backlog (with a thousand and with a million rows), --dispatch burst (20,000 requests in one second), --import [count] (a file of a million touchpoints into SQLite), --segments [customers] (a segment of five conditions over a million customers) --feed (touchpoints from one service to another over the broker that OMNICHANNEL_RABBITMQ names), --dry-run (ninety days of ten thousand customers with nothing sent) or --dry (every benchmark, once).");
        return 2;
}
