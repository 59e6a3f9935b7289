using BenchmarkDotNet.Attributes;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>NBC-1 over 100,000 customers in columns, on the plan of its policy file and by hand. Times are of one customer.</summary>
public class NbcColumnBenchmarks
{
    private const int Customers = 100_000;
    private const int Blocks = (Customers + ColumnBlock.Rows - 1) / ColumnBlock.Rows;
    private const int HandBytes = 46 * ColumnBlock.Rows;
    private readonly short[] _channels = new short[Blocks * ColumnBlock.Rows];
    private readonly short[] _scores = new short[Blocks * ColumnBlock.Rows];
    private readonly int[] _points = new int[Blocks * ColumnBlock.Rows];
    private AlignedRows _byHandBlocks = null!;
    private AlignedRows _blocks = null!;
    private int _bytes;
    private NbcByHandColumns512 _byHand512 = null!;
    private NbcByHandColumns256 _byHand256 = null!;
    private TwinColumns _plan = null!;
    private TwinColumns _plan256 = null!;

    /// <summary>Proves first that all of them give the published checksum.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var tables = new NbcTables(777);
        var nbc = new NbcPlan(777);
        var customers = NbcCustomer.Draw(12345, Customers);
        _bytes = TwinColumns.BytesOf(nbc.Twin);
        _byHandBlocks = new AlignedRows(Blocks * HandBytes);
        _blocks = new AlignedRows(Blocks * _bytes);
        var row = new byte[Math.Max(NbcHandRow.Bytes, nbc.Twin.RowBytes)];
        for (var i = 0; i < Customers; i++)
        {
            var (block, at) = (i / ColumnBlock.Rows, i % ColumnBlock.Rows);
            NbcPlan.Pack(nbc.Twin, customers[i], row);
            TwinColumns.Put(nbc.Twin, _blocks.Span.Slice(block * _bytes, _bytes), at, row);
            NbcHandRow.Pack(customers[i], row);
            for (var o = 0; o < 46; o++)
            {
                var place = o < NbcHandRow.Tz ? (o * ColumnBlock.Rows) + at : (o / 2 * 2 * ColumnBlock.Rows) + (at * 2) + (o % 2);
                _byHandBlocks.Span[(block * HandBytes) + place] = row[o];
            }
        }

        foreach (var (context, published) in new[] { (NbcContext.B, 4163793772u), (NbcContext.A, 3872317288u) })
        {
            var bound = nbc.Bind(context);
            (_byHand512, _byHand256, _plan) = (new(tables, context), new(tables, context), new(bound));
            if (PlanProcessor.Has(PlanIsa.Avx512))
            {
                ByHand512();
                Expect(published, _scores, "by hand, AVX-512");
            }

            if (PlanProcessor.Has(PlanIsa.Avx2))
            {
                _plan256 = new(nbc.Bind(context, PlanIsa.Avx2));
                ByHand256();
                Expect(published, _scores, "by hand, AVX2");
                Plan256();
                Expect(published, _points, "the plan, AVX2");
            }

            Plan();
            Expect(published, _points, "the plan");
        }
    }

    /// <summary>Everything in registers, 32 customers at a time.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Customers, Description = "NBC-1, columns: by hand, AVX-512")]
    public int ByHand512()
    {
        for (var block = 0; block < Blocks; block++)
        {
            _byHand512.Decide(_byHandBlocks.Span.Slice(block * HandBytes, HandBytes), _channels.AsSpan(block * ColumnBlock.Rows), _scores.AsSpan(block * ColumnBlock.Rows));
        }

        return _channels[0];
    }

    /// <summary>The same, 16 at a time.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "NBC-1, columns: by hand, AVX2")]
    public int ByHand256()
    {
        for (var block = 0; block < Blocks; block++)
        {
            _byHand256.Decide(_byHandBlocks.Span.Slice(block * HandBytes, HandBytes), _channels.AsSpan(block * ColumnBlock.Rows), _scores.AsSpan(block * ColumnBlock.Rows));
        }

        return _channels[0];
    }

    /// <summary>The plan's executor of columns on the best path.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "NBC-1, columns: plan")]
    public int Plan() => Run(_plan);

    /// <summary>The plan's executor of columns on AVX2.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "NBC-1, columns: plan, AVX2")]
    public int Plan256() => Run(_plan256);

    /// <summary>Those that this processor has.</summary>
    internal IEnumerable<(string Name, Func<long> Decide)> Ways()
    {
        if (PlanProcessor.Has(PlanIsa.Avx512))
        {
            yield return ("by hand, AVX-512", () => ByHand512());
        }

        if (PlanProcessor.Has(PlanIsa.Avx2))
        {
            yield return ("by hand, AVX2", () => ByHand256());
            yield return ("plan, AVX2", () => Plan256());
        }

        yield return ("plan", () => Plan());
    }

    private int Run(TwinColumns plan)
    {
        for (var block = 0; block < Blocks; block++)
        {
            plan.Decide(_blocks.Span.Slice(block * _bytes, _bytes), _channels.AsSpan(block * ColumnBlock.Rows, ColumnBlock.Rows), _points.AsSpan(block * ColumnBlock.Rows));
        }

        return _channels[0];
    }

    private void Expect<T>(uint published, T[] scores, string who)
        where T : struct, IConvertible
    {
        var checksum = new NbcChecksum();
        for (var i = 0; i < Customers; i++)
        {
            checksum.Add(_channels[i], scores[i].ToInt32(null));
        }

        if (checksum.Value != published)
        {
            throw new InvalidOperationException($"{who}: found the checksum {checksum.Value}; published is {published}.");
        }
    }
}
