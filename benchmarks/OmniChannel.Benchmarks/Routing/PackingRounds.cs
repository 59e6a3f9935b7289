namespace OmniChannel.Benchmarks;

/// <summary>From a loaded customer to the packed snapshot of a plan of twelve rules over eight channels, in <see cref="Rounds"/>, and what it allocates.</summary>
internal static class PackingRounds
{
    private const int Turns = 256 * 100;

    /// <returns>0.</returns>
    public static int Run(int rounds)
    {
        var parts = new DecisionPartsBenchmarks();
        parts.Prepare();
        (string Name, Func<long> Run)[] ways = [("packing again", () => Often(parts.Pack)), ("packing for the first time", () => Often(parts.PackAnew)), ("decide, 12 rules", () => Often(() => parts.DecideRuled()))];
        Rounds.Print("8 channels, 12 rules", rounds, Turns, ways);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Often(parts.Pack);
        Often(parts.PackAnew);
        Console.WriteLine($"Packing allocates {(GC.GetAllocatedBytesForCurrentThread() - before) / (2 * Turns)} bytes.");
        return 0;
    }

    private static long Often(Action pack)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            pack();
        }

        return Turns;
    }
}
