using OmniChannel.Expressions;

namespace OmniChannel.Benchmarks;

/// <summary>What the condition asks of one customer.</summary>
internal sealed class CelCustomer : CelVariables
{
    /// <summary>The condition, as its author writes it.</summary>
    public const string Text = "a < 3 && b in [1, 2, 3, 5, 8] && name.startsWith('x')";

    /// <summary>How many take turns.</summary>
    public const int Count = 256;

    public required long A { get; init; }

    public required long B { get; init; }

    public required string Name { get; init; }

    /// <summary>The condition in C#.</summary>
    public bool Holds => A < 3 && B is 1 or 2 or 3 or 5 or 8 && Name.StartsWith('x');

    /// <summary>Customers of whom no compiler knows anything: drawn when the process runs, the same in each.</summary>
    public static CelCustomer[] Draw()
    {
        var (random, all) = (new Random(3), new CelCustomer[Count]);
        for (var i = 0; i < Count; i++)
        {
            all[i] = new() { A = random.Next(4), B = random.Next(10), Name = (random.Next(4) == 3 ? "olga-" : "xenia-") + random.Next(1000) };
        }

        return all;
    }

    public static CelEnvironment Environment() => new CelEnvironmentBuilder().Variable("a", CelType.Int).Variable("b", CelType.Int).Variable("name", CelType.String).Build();

    public CelBindings ToBindings() => new() { { "a", CelValue.Int(A) }, { "b", CelValue.Int(B) }, { "name", CelValue.String(Name) } };

    public override bool TryGet(CelVariable variable, out CelValue value)
    {
        value = variable.Index switch
        {
            0 => CelValue.Int(A),
            1 => CelValue.Int(B),
            _ => CelValue.String(Name),
        };
        return true;
    }
}
