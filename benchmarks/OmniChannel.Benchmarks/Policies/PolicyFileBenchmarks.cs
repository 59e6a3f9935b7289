using System.Text;
using BenchmarkDotNet.Attributes;
using OmniChannel.Tests.Policies;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>A host's own policy file, or NBC-1's where none is named, from its bytes to decisions over 4,096 generated customers. Times of deciding are of one customer.</summary>
public class PolicyFileBenchmarks
{
    private const int Customers = 4 * ColumnBlock.Rows;
    private readonly short[] _chosen = new short[Customers];
    private readonly int[] _scores = new int[Customers];
    private readonly Func<int, GeneratedCustomers.Facts>[] _customers = new Func<int, GeneratedCustomers.Facts>[Customers];
    private byte[] _file = [];
    private Policy _policy = null!;
    private Channel[] _channels = [];
    private TwinPlan _twin = null!;
    private BoundTwin _plan = null!;
    private PlanTrace[] _traces = [];
    private TwinColumns _columns = null!;
    private AlignedRows _rows = null!;
    private AlignedRows _blocks = null!;
    private int _bytes;
    private int _turn;

    /// <summary>The file; null for NBC-1's.</summary>
    private static string? Path { get; set; }

    /// <summary>The channels that a policy names; those that ship where it names fewer than two.</summary>
    internal static Channel[] ChannelsOf(Policy policy)
    {
        Channel[] named = [.. policy.Rules.SelectMany(rule => rule.Channels).Distinct().OrderBy(channel => channel.Name, StringComparer.Ordinal).Take(32)];
        return named.Length > 1 ? named : [Channel.Email, Channel.Sms, Channel.Push, Channel.WhatsApp];
    }

    /// <summary>Measures a file.</summary>
    /// <returns>0 when every benchmark ran; 2 when the file is no policy, which is said.</returns>
    internal static int Run(string file)
    {
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"There is no file '{file}'; expected a policy file.");
            return 2;
        }

        var read = PolicyFile.Read(File.ReadAllBytes(file));
        if (!read.IsRead)
        {
            Console.Error.WriteLine(read.ToString());
            return 2;
        }

        Path = file;
        Console.WriteLine($"{read.Policy.Name}: {read.Policy.Rules.Count} rules, {string.Join(", ", ChannelsOf(read.Policy))}");
        return Table.Run(file, Jobs.Short, [typeof(PolicyFileBenchmarks)]);
    }

    /// <summary>Reads, compiles, generates, packs; proves first that every executor chooses what the walker chooses.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _file = Path is null ? Encoding.UTF8.GetBytes(NbcPolicyFile.Of(new NbcTables(777))) : File.ReadAllBytes(Path);
        var read = PolicyFile.Read(_file);
        _policy = read.Policy ?? throw new InvalidOperationException(read.ToString());
        _channels = ChannelsOf(_policy);
        _twin = TwinPlan.Compile(_policy, _channels);
        _bytes = _twin.RowBytes;
        _rows = new AlignedRows(Customers * _bytes);
        _blocks = new AlignedRows(Customers / ColumnBlock.Rows * TwinColumns.BytesOf(_twin));
        var generated = new GeneratedCustomers(_policy, _twin.Any, _channels);
        for (var i = 0; i < Customers; i++)
        {
            _customers[i] = generated.Next();
            _twin.Pack(_customers[i], Row(i));
            TwinColumns.Put(_twin, Block(i / ColumnBlock.Rows), i % ColumnBlock.Rows, Row(i));
        }

        _plan = _twin.Bind(_customers[0]);
        _columns = new TwinColumns(_plan);
        _traces = [new PlanTrace(_plan.Known), new PlanTrace(_plan.Any)];
        Columns();
        for (var i = 0; i < Customers; i++)
        {
            var (channel, score) = RuleWalker.Choose(_policy, _channels, _customers[i]);
            if (_plan.Decide(Row(i)) != new PlanChoice(channel, score) || _chosen[i] != channel || _scores[i] != score)
            {
                throw new InvalidOperationException($"Customer {i}: the walker chooses {channel} with {score}, the plan {_plan.Decide(Row(i))}, its columns {_chosen[i]} with {_scores[i]}.");
            }
        }
    }

    /// <summary>JSON and CEL to the tree.</summary>
    [Benchmark(Description = "policy file: read")]
    public object Read() => PolicyFile.Read(_file);

    /// <summary>The tree, verified.</summary>
    [Benchmark(Description = "policy file: verify")]
    public object Verify() => PolicyVerifier.Verify(_policy);

    /// <summary>The tree to both plans.</summary>
    [Benchmark(Description = "policy file: compile")]
    public object Compile() => TwinPlan.Compile(_policy, _channels);

    /// <summary>The rules walked one by one, for comparison.</summary>
    [Benchmark(Baseline = true, Description = "policy file: decide, the naive walker")]
    public int Walk() => RuleWalker.Choose(_policy, _channels, _customers[_turn++ % Customers]).Channel;

    /// <summary>Facts from a dictionary to a packed snapshot.</summary>
    [Benchmark(Description = "policy file: pack from a dictionary")]
    public void Pack()
    {
        var customer = _turn++ % Customers;
        _twin.Pack(_customers[customer], Row(customer));
    }

    /// <summary>One packed customer after the other.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "policy file: decide, plan")]
    public int Decide()
    {
        var sum = 0;
        for (var i = 0; i < Customers; i++)
        {
            sum += _plan.Decide(Row(i)).Channel;
        }

        return sum;
    }

    /// <summary>The same, and everything that it rested on.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "policy file: decide, plan, with the full record")]
    public int Explained()
    {
        var sum = 0;
        for (var i = 0; i < Customers; i++)
        {
            var row = Row(i);
            sum += _traces[row[0]].Decide(row).Channel;
        }

        return sum;
    }

    /// <summary>Columns.</summary>
    [Benchmark(OperationsPerInvoke = Customers, Description = "policy file: decide, columns")]
    public int Columns()
    {
        for (var block = 0; block < Customers / ColumnBlock.Rows; block++)
        {
            var at = block * ColumnBlock.Rows;
            _columns.Decide(Block(block), _chosen.AsSpan(at, ColumnBlock.Rows), _scores.AsSpan(at, ColumnBlock.Rows));
        }

        return _chosen[0];
    }

    private Span<byte> Row(int customer) => _rows.Span.Slice(customer * _bytes, _bytes);

    private Span<byte> Block(int block) => _blocks.Span.Slice(block * TwinColumns.BytesOf(_twin), TwinColumns.BytesOf(_twin));
}
