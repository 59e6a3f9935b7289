using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>How long it takes to find a customer by an identifier, in a small file and in a large one, in alternating rounds: the same machine at the same time. Each look-up is timed by itself and draws its customer anew, so that nothing stays warm but what the store keeps.</summary>
internal static class IdentityRounds
{
    private const int Few = 10_000;
    private const int Rounds = 20;
    private const int Warmups = 3;
    private const int Lookups = 2_000;

    /// <param name="many">How many customers the large file has.</param>
    /// <returns>0 when every look-up found its customer, else 1.</returns>
    public static async Task<int> RunAsync(int many)
    {
        var time = TimeProvider.System;
        var chance = new Random(20261122);
        await using var small = await IdentityFile.FillAsync(Few);
        var began = time.GetTimestamp();
        await using var large = await IdentityFile.FillAsync(many);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many:N0} customers with three identifiers each, filled in {time.GetElapsedTime(began).TotalSeconds:N0} s: {large.Bytes / 1e6:N0} MB, {large.Bytes / (double)many:N0} B each"));
        IdentityFile[] files = [small, large];
        List<double>[] found = [[], []], missing = [[], []], resolved = [[], []];
        for (var round = -Warmups; round < Rounds; round++)
        {
            for (var file = 0; file < files.Length; file++)
            {
                for (var i = 0; i < Lookups; i++)
                {
                    var (customer, kind) = (chance.Next(files[file].Customers), i % 3);
                    var mark = IdentityFile.Mark(customer, kind);
                    var one = time.GetTimestamp();
                    var owner = await files[file].Identities.FindAsync(mark);
                    var two = time.GetTimestamp();
                    var nobody = await files[file].Identities.FindAsync(IdentityFile.Mark(customer + 100_000_000, 0));
                    var three = time.GetTimestamp();
                    var resolution = await files[file].Identities.ResolveAsync([IdentityFile.Mark(customer, 0), IdentityFile.Mark(customer, 2)]);
                    var four = time.GetTimestamp();
                    if (owner != IdentityFile.Name(customer) || nobody is not null || resolution.Customer != owner || resolution.Decisions.Count > 0)
                    {
                        Console.Error.WriteLine($"{mark.Type} of {IdentityFile.Name(customer)} found {owner}.");
                        return 1;
                    }

                    if (round >= 0)
                    {
                        found[file].Add(time.GetElapsedTime(one, two).TotalMicroseconds);
                        missing[file].Add(time.GetElapsedTime(two, three).TotalMicroseconds);
                        resolved[file].Add(time.GetElapsedTime(three, four).TotalMicroseconds);
                    }
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{Rounds} alternating rounds of {Lookups} each, {Environment.ProcessorCount} processors, .NET {Environment.Version}, SQLite on a file; µs");
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| look-up | median, {Few:N0} | p99, {Few:N0} | median, {many:N0} | p99, {many:N0} | p99.9, {many:N0} | ratio of medians |"));
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Line("a customer by an identifier", found);
        Line("an identifier that finds nobody", missing);
        Line("two identifiers of one customer, resolved", resolved);
        return 0;
    }

    private static void Line(string name, List<double>[] figures)
    {
        Array.ForEach(figures, one => one.Sort());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {At(figures[0], 0.5):N1} | {At(figures[0], 0.99):N1} | {At(figures[1], 0.5):N1} | {At(figures[1], 0.99):N1} | {At(figures[1], 0.999):N1} | {At(figures[1], 0.5) / At(figures[0], 0.5):N2} |"));
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}
