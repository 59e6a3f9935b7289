using System.Text;
using System.Text.Json;

namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>A published pair of seeds: the policy file of its tables, compiled, and its customers drawn and packed, once for all tests.</summary>
internal sealed class NbcSeeds
{
    private static readonly Lazy<NbcSeeds[]> Drawn = new(() =>
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(SharedFolders.RequireCase("nbc.json")));
        return [.. cases.RootElement.EnumerateArray().Select(c => new NbcSeeds(c))];
    });

    private readonly Lazy<byte[]> _anyRows;

    private NbcSeeds(JsonElement seeds)
    {
        Nbc = new NbcPlan(seeds.GetProperty("tables").GetUInt32());
        Published = $"{seeds.GetProperty("checksumA").GetRawText()} {seeds.GetProperty("checksumB").GetRawText()}";
        Customers = NbcCustomer.Draw(seeds.GetProperty("customers").GetUInt32(), seeds.GetProperty("n").GetInt32());
        Rows = new byte[Count * Nbc.Twin.RowBytes];
        Parallel.For(0, Count, i => NbcPlan.Pack(Nbc.Twin, Customers[i], Rows.AsSpan(i * Nbc.Twin.RowBytes)));
        _anyRows = new(() =>
        {
            var bytes = Nbc.Twin.Any.Plan.RowBytes;
            var rows = new byte[Count * bytes];
            Parallel.For(0, Count, i => Nbc.Twin.Any.Pack(NbcPlan.FactsOf(Customers[i], NbcContext.A), rows.AsSpan(i * bytes)));
            return rows;
        });
    }

    public static IReadOnlyList<NbcSeeds> All => Drawn.Value;

    public NbcPlan Nbc { get; }

    public NbcCustomer[] Customers { get; }

    public int Count => Customers.Length;

    /// <summary>The checksums in contexts A and B.</summary>
    public string Published { get; }

    /// <summary>Packed for whichever of the two plans reads them. The context is folded in by Bind, so a packed snapshot is the same in both.</summary>
    public byte[] Rows { get; }

    /// <summary>Packed for the plan that reads any customer.</summary>
    public byte[] AnyRows => _anyRows.Value;
}
