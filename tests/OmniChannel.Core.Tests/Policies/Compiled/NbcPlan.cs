using System.Text;

namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>NBC-1's policy file, read and compiled.</summary>
internal sealed class NbcPlan
{
    /// <summary>What is the same for all customers of a run.</summary>
    private static readonly string[] OfContext = ["custom.now", "custom.agents", "custom.healthy"];

    public NbcPlan(uint tables)
    {
        var read = PolicyFile.Read(Encoding.UTF8.GetBytes(NbcPolicyFile.Of(new NbcTables(tables))));
        Policy = read.Policy ?? throw new InvalidOperationException(read.ToString());
        Twin = Compile(Policy);
    }

    public static Channel[] Channels { get; } = [.. NbcPolicyFile.Names.Select(name => new Channel(name))];

    public Policy Policy { get; }

    public TwinPlan Twin { get; }

    public static TwinPlan Compile(Policy policy) => TwinPlan.Compile(policy, Channels, [.. PolicyFacts.Of(policy).Where(f => OfContext.Contains(f.Name))]);

    public BoundTwin Bind(NbcContext context, PlanIsa? isa = null) => Twin.Bind(channel => new NbcFacts(null, context, channel), isa);

    public static void Pack(TwinPlan twin, NbcCustomer customer, Span<byte> row) => twin.Pack(FactsOf(customer, NbcContext.A), row);

    public static Func<int, NbcFacts> FactsOf(NbcCustomer customer, NbcContext context) => channel => new(customer, context, channel);
}
