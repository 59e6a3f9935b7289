using BenchmarkDotNet.Configs;
using OmniChannel.Benchmarks;

// dotnet run -c Release --project benchmarks/OmniChannel.Benchmarks [-- --all | --plan | --cel | --dry | --cel-rounds [loop.mjs]]
Type[] routing = [typeof(DecideBenchmarks), typeof(DecisionPartsBenchmarks)];
Type[] plan = [typeof(NbcBenchmarks), typeof(NbcColumnBenchmarks), typeof(PlanCompileBenchmarks)];
Type[] all = [.. routing, typeof(CelBenchmarks), .. plan, typeof(SendBenchmarks), .. HillstromBenchmarks.File is null ? Type.EmptyTypes : [typeof(HillstromBenchmarks)]];

switch (args)
{
    case []:
        return Table.Run("The routing table", Jobs.Short, routing);
    case ["--all"]:
        return Table.Run("Every benchmark", Jobs.Short, all);
    case ["--plan"]:
        return Table.Run("The compiled plan", Jobs.Short, plan);
    case ["--dry"]:
        return Table.Run("Every benchmark, once", Jobs.Once, all);
    case ["--cel"]:
        return Table.Run("The expression language", Jobs.Short, [typeof(CelBenchmarks)]);
    case ["--cel-rounds"]:
        return CelRounds.Run(null);
    case ["--cel-rounds", var script]:
        return CelRounds.Run(script);
    default:
        Console.Error.WriteLine($"Found '{string.Join(' ', args)}'; expected nothing (the routing table), --all (every benchmark), --plan (the compiled plan), --cel (the expression language), --cel-rounds (the same in plain loops; benchmarks/cel-npm/run.sh) or --dry (every benchmark, once).");
        return 2;
}
