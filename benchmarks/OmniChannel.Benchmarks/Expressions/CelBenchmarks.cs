using BenchmarkDotNet.Attributes;
using OmniChannel.Expressions;

namespace OmniChannel.Benchmarks;

/// <summary>One condition of the language over facts of the host, against the same condition in C#. 256 customers take turns.</summary>
public class CelBenchmarks
{
    private const string Text = "a < 3 && b in [1, 2, 3, 5, 8] && name.startsWith('x')";
    private const int Customers = 256;
    private readonly Facts[] _facts = new Facts[Customers];
    private readonly CelBindings[] _bindings = new CelBindings[Customers];
    private CelEnvironment _environment = null!;
    private CelProgram _program = null!;
    private int _turn;

    /// <summary>Proves first that all agree.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _environment = new CelEnvironmentBuilder().Variable("a", CelType.Int).Variable("b", CelType.Int).Variable("name", CelType.String).Build();
        _program = _environment.Compile(Text).Program!;
        for (var i = 0; i < Customers; i++)
        {
            _facts[i] = new() { A = i % 4, B = i / 4 % 10, Name = i / 40 % 4 == 3 ? "olga" : "xenia" };
            _bindings[i] = new() { { "a", CelValue.Int(_facts[i].A) }, { "b", CelValue.Int(_facts[i].B) }, { "name", CelValue.String(_facts[i].Name) } };
            var expected = Holds(_facts[i]);
            if (_program.Evaluate(_facts[i]) != CelValue.Bool(expected) || _program.Evaluate(_bindings[i]) != CelValue.Bool(expected))
            {
                throw new InvalidOperationException($"Customer {i}: by hand {expected}; but {_program.Evaluate(_facts[i])} and {_program.Evaluate(_bindings[i])}");
            }
        }
    }

    /// <summary>The condition in C#.</summary>
    [Benchmark(Baseline = true, Description = "CEL condition: by hand")]
    public bool ByHand() => Holds(_facts[_turn++ & (Customers - 1)]);

    /// <summary>Values straight from the host's object.</summary>
    [Benchmark(Description = "CEL condition: over facts of the host")]
    public bool OverFacts() => _program.Evaluate(_facts[_turn++ & (Customers - 1)]).AsBool();

    /// <summary>Values by name.</summary>
    [Benchmark(Description = "CEL condition: over a dictionary")]
    public bool OverBindings() => _program.Evaluate(_bindings[_turn++ & (Customers - 1)]).AsBool();

    /// <summary>Reading, checking types, planning.</summary>
    [Benchmark(Description = "CEL condition: compile")]
    public CelProgram? Compile() => _environment.Compile(Text).Program;

    private static bool Holds(Facts facts) => facts.A < 3 && facts.B is 1 or 2 or 3 or 5 or 8 && facts.Name.StartsWith('x');

    private sealed class Facts : CelVariables
    {
        public required long A { get; init; }

        public required long B { get; init; }

        public required string Name { get; init; }

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
}
