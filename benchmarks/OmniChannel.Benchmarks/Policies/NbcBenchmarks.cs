using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>NBC-1, one decision at a time over 100,000 packed snapshots, on the plan of its policy file and by hand. Times are of one decision.</summary>
public class NbcBenchmarks
{
    private const int Customers = 100_000;
    private AlignedRows _byHandRows = null!;
    private AlignedRows _rows = null!;
    private NbcByHand _byHand = null!;
    private BoundTwin _plan = null!;
    private int _bytes;
    private PlanTrace[] _traces = [];

    /// <summary>Proves first that all of them give the published checksum.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var tables = new NbcTables(777);
        var nbc = new NbcPlan(777);
        var customers = NbcCustomer.Draw(12345, Customers);
        _byHandRows = new AlignedRows(Customers * NbcHandRow.Bytes);
        _bytes = nbc.Twin.RowBytes;
        _rows = new AlignedRows(Customers * _bytes);
        for (var i = 0; i < Customers; i++)
        {
            NbcHandRow.Pack(customers[i], _byHandRows.Span.Slice(i * NbcHandRow.Bytes, NbcHandRow.Bytes));
            NbcPlan.Pack(nbc.Twin, customers[i], _rows.Span.Slice(i * _bytes, _bytes));
        }

        foreach (var (context, published) in new[] { (NbcContext.B, 4163793772u), (NbcContext.A, 3872317288u) })
        {
            _byHand = new NbcByHand(tables, context);
            _plan = nbc.Bind(context);
            _traces = [new PlanTrace(_plan.Known), new PlanTrace(_plan.Any)];
            if (Sse41.IsSupported)
            {
                Expect(published, Vector(), "by hand, 8 channels as lanes");
            }

            Expect(published, Scalar(), "by hand, scalar");
            Expect(published, Plan(), "the plan");
            Expect(published, Explained(), "the plan, explained");
        }
    }

    /// <summary>Masks, fused tables, eight lanes.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Customers, Description = "NBC-1, one: by hand, 8 channels as lanes")]
    public uint Vector()
    {
        if (!Sse41.IsSupported)
        {
            return 0;
        }

        var checksum = new NbcChecksum();
        for (var rows = _byHandRows.Span; rows.Length > 0; rows = rows[NbcHandRow.Bytes..])
        {
            var choice = _byHand.Vector(rows);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    /// <summary>Masks, fused tables, a loop over what is left.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "NBC-1, one: by hand, scalar")]
    public uint Scalar()
    {
        var checksum = new NbcChecksum();
        for (var rows = _byHandRows.Span; rows.Length > 0; rows = rows[NbcHandRow.Bytes..])
        {
            var choice = _byHand.Scalar(rows);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    /// <summary>The policy file's plan, by the executor of rows.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "NBC-1, one: plan")]
    public uint Plan()
    {
        var checksum = new NbcChecksum();
        for (var rows = _rows.Span; rows.Length > 0; rows = rows[_bytes..])
        {
            var choice = _plan.Decide(rows);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    /// <summary>The same, and everything that it rested on.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "NBC-1, one: plan, with the full record")]
    public uint Explained()
    {
        var checksum = new NbcChecksum();
        for (var rows = _rows.Span; rows.Length > 0; rows = rows[_bytes..])
        {
            var choice = _traces[rows[0]].Decide(rows);
            checksum.Add(choice.Channel, choice.Score);
        }

        return checksum.Value;
    }

    private static void Expect(uint published, uint actual, string who)
    {
        if (actual != published)
        {
            throw new InvalidOperationException($"{who}: found the checksum {actual}; published is {published}.");
        }
    }
}
