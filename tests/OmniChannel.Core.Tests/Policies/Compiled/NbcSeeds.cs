using System.Text.Json;

namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>A published pair of seeds with everything drawn and packed, once for all tests.</summary>
internal sealed class NbcSeeds
{
    private static readonly Lazy<NbcSeeds[]> Drawn = new(() =>
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(SharedFolders.RequireCase("nbc.json")));
        return [.. cases.RootElement.EnumerateArray().Select(c => new NbcSeeds(c))];
    });

    private NbcSeeds(JsonElement seeds)
    {
        Nbc = new NbcPlan(new NbcTables(seeds.GetProperty("tables").GetUInt32()));
        Count = seeds.GetProperty("n").GetInt32();
        Published = $"{seeds.GetProperty("checksumA").GetRawText()} {seeds.GetProperty("checksumB").GetRawText()}";
        var plan = Nbc.Plan;
        var bytes = ColumnBlock.BytesOf(plan);
        Rows = new byte[Count * plan.RowBytes];
        Blocks = new byte[(Count + ColumnBlock.Rows - 1) / ColumnBlock.Rows * bytes];
        var customers = NbcCustomer.Draw(seeds.GetProperty("customers").GetUInt32(), Count);
        for (var i = 0; i < Count; i++)
        {
            var row = Rows.AsSpan(i * plan.RowBytes, plan.RowBytes);
            Nbc.Pack(customers[i], row);
            ColumnBlock.Put(plan, Blocks.AsSpan(i / ColumnBlock.Rows * bytes, bytes), i % ColumnBlock.Rows, row);
        }
    }

    public static IReadOnlyList<NbcSeeds> All => Drawn.Value;

    public NbcPlan Nbc { get; }

    public int Count { get; }

    /// <summary>The checksums in contexts A and B.</summary>
    public string Published { get; }

    public byte[] Rows { get; }

    public byte[] Blocks { get; }
}
