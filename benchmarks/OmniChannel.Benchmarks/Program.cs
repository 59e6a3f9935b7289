using BenchmarkDotNet.Configs;
using OmniChannel.Benchmarks;

// dotnet run -c Release --project benchmarks/OmniChannel.Benchmarks [-- --all | --plan | --dry]
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
    default:
        Console.Error.WriteLine($"Found '{string.Join(' ', args)}'; expected nothing (the routing table), --all (every benchmark), --plan (the compiled plan) or --dry (every benchmark, once).");
        return 2;
}
