using BenchmarkDotNet.Attributes;
using OmniChannel.Expressions;

namespace OmniChannel.Benchmarks;

/// <summary>One condition of the language over facts of the host, against the same condition in C#. Each call asks all 256 customers, and the figures are of one of them.</summary>
public class CelBenchmarks
{
    private readonly CelCustomer[] _customers = CelCustomer.Draw();
    private CelBindings[] _bindings = null!;
    private CelEnvironment _environment = null!;
    private CelProgram _program = null!;

    /// <summary>Proves first that all agree.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _environment = CelCustomer.Environment();
        _program = _environment.Compile(CelCustomer.Text).Program!;
        _bindings = Array.ConvertAll(_customers, customer => customer.ToBindings());
        for (var i = 0; i < _customers.Length; i++)
        {
            var expected = _customers[i].Holds;
            if (_program.Evaluate(_customers[i]) != CelValue.Bool(expected) || _program.Evaluate(_bindings[i]) != CelValue.Bool(expected))
            {
                throw new InvalidOperationException($"Customer {i}: by hand {expected}; but {_program.Evaluate(_customers[i])} and {_program.Evaluate(_bindings[i])}");
            }
        }
    }

    /// <summary>The condition in C#.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = CelCustomer.Count, Description = "CEL condition: by hand")]
    public int ByHand()
    {
        var holds = 0;
        foreach (var customer in _customers)
        {
            holds += customer.Holds ? 1 : 0;
        }

        return holds;
    }

    /// <summary>Values straight from the host's object.</summary>
    [Benchmark(OperationsPerInvoke = CelCustomer.Count, Description = "CEL condition: over facts of the host")]
    public int OverFacts()
    {
        var holds = 0;
        foreach (var customer in _customers)
        {
            holds += _program.Evaluate(customer).AsBool() ? 1 : 0;
        }

        return holds;
    }

    /// <summary>Values by name.</summary>
    [Benchmark(OperationsPerInvoke = CelCustomer.Count, Description = "CEL condition: over a dictionary")]
    public int OverBindings()
    {
        var holds = 0;
        foreach (var customer in _bindings)
        {
            holds += _program.Evaluate(customer).AsBool() ? 1 : 0;
        }

        return holds;
    }

    /// <summary>Reading, checking types, planning.</summary>
    [Benchmark(Description = "CEL condition: compile")]
    public CelProgram? Compile() => _environment.Compile(CelCustomer.Text).Program;
}
