namespace OmniChannel.Benchmarks;

/// <summary>NBC-1 in <see cref="Rounds"/>. Works with <c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c> and <c>DOTNET_EnableHWIntrinsic=0</c> too.</summary>
internal static class NbcRounds
{
    private const int Customers = 100_000;

    /// <returns>0: all checksums are proven before, or it throws.</returns>
    public static int Run(int rounds)
    {
        var one = new NbcBenchmarks();
        one.Prepare();
        Rounds.Print("one decision", rounds, Customers, [("by hand, lanes", () => one.Vector()), ("by hand, scalar", () => one.Scalar()), ("plan", () => one.Plan()), ("plan, with the full record", () => one.Explained())]);
        var columns = new NbcColumnBenchmarks();
        columns.Prepare();
        Rounds.Print("columns, a customer", rounds * 4, Customers, [.. columns.Ways()]);
        return 0;
    }
}
