using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

public sealed class CelProgramTests
{
    private static readonly CelEnvironment Shop = new CelEnvironmentBuilder()
        .Variable("cart.total", CelType.Double).Variable("stage", CelType.String).Variable("customer", CelType.Map(CelType.String, CelType.Dyn))
        .Function(CelOverload.Member("loud", CelType.String, Loud, CelType.String))
        .Function(CelOverload.Global("shop.vat", CelType.Double, Vat, CelType.Double))
        .Container("shop.eu")
        .Build();

    [Fact]
    public void Evaluate_WithVariablesAndFunctionsOfTheHost_GivesTheValue()
    {
        var values = new CelBindings { { "cart.total", CelValue.Double(100) }, { "stage", CelValue.String("cart") } };

        Assert.Equal(CelValue.String("CART"), Program("vat(cart.total) > 118.0 ? stage.loud() : ''").Evaluate(values));
    }

    [Fact]
    public void Evaluate_WithAVariableThatHasNoValue_IsAnErrorThatLogicAbsorbs()
    {
        var missing = Program("stage == 'cart'").Evaluate();

        Assert.Equal(CelErrorCode.NoSuchVariable, missing.AsError().Code);
        Assert.Equal(0, missing.AsError().Position?.Offset);
        Assert.Equal(CelValue.False, Program("stage == 'cart' && false").Evaluate());
        Assert.Equal(CelValue.True, Program("stage == 'cart' || true").Evaluate());
        Assert.True(Program("stage == 'cart' && true").Evaluate().IsError);
    }

    [Fact]
    public void Evaluate_OfHas_AsksWhetherAVariableHasAValue()
    {
        var values = new CelBindings { { "cart.total", CelValue.Double(1) }, { "customer", CelValue.Map(KeyValuePair.Create(CelValue.String("name"), CelValue.Null)) } };

        Assert.Equal(CelValue.True, Program("has(cart.total) && has(customer.name) && !has(customer.age)").Evaluate(values));
        Assert.Equal(CelValue.False, Program("has(cart.total)").Evaluate());
    }

    [Theory]
    [InlineData("[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, a + b >= 0))", "steps")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'", "larger values")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10].map(x, x).map(x, x).map(x, x).map(x, x).map(x, x).map(x, x)", "larger values")]
    [InlineData("cel.bind(a, [1,2,3,4,5,6,7,8], cel.bind(b, [a,a,a], [b,b,b])) == []", "a value has more than")]
    [InlineData("true || [0,1,2,3,4,5,6,7,8,9].all(a, true)", null)]
    [InlineData("[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, a + b >= 0)) || true", "steps")]
    public void Evaluate_BeyondItsLimits_IsAnErrorThatNothingAbsorbs(string text, string? says)
    {
        var environment = new CelEnvironmentBuilder().Limits(CelLimits.Default with { Steps = 300, Size = 50 }).Build();
        var result = environment.Compile(text).Program!.Evaluate();

        Assert.Equal(says is not null, result.IsError);
        if (says is not null)
        {
            Assert.Equal(CelErrorCode.LimitExceeded, result.AsError().Code);
            Assert.Contains(says, result.AsError().Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Evaluate_OverAValueLargerThanItMayMake_ReadsItButMakesNoneOfItsSize()
    {
        var environment = new CelEnvironmentBuilder().Variable("m", CelType.Dyn).Limits(CelLimits.Default with { Size = 50 }).Build();
        var values = new CelBindings { { "m", CelValue.Map(KeyValuePair.Create(CelValue.String("l"), CelValue.List(Enumerable.Repeat(CelValue.Int(1), 100)))) } };

        Assert.Equal(CelValue.Int(101), environment.Compile("dyn(m.l).size() + m.?l[?0].value()").Program!.Evaluate(values));
        Assert.Equal(CelErrorCode.LimitExceeded, environment.Compile("[m.l].size()").Program!.Evaluate(values).AsError().Code);
    }

    [Fact]
    public void Evaluate_OfOneProgramOnManyThreads_GivesEachItsOwnAnswer()
    {
        var program = Program("[cart.total, cart.total * 2.0].map(x, x + 1.0).all(y, y > cart.total)");

        Parallel.For(0, 200, at => Assert.Equal(CelValue.True, program.Evaluate(new CelBindings { { "cart.total", CelValue.Double(at) } })));
    }

    [Fact]
    public void Evaluate_OverHostVariables_AllocatesNothing()
    {
        var program = Program("cart.total < 30.0 && stage in ['cart', 'pay'] && stage.startsWith('c') && has(cart.total)");
        var values = new CelBindings { { "cart.total", CelValue.Double(20) }, { "stage", CelValue.String("cart") } };
        for (var warm = 0; warm < 100; warm++)
        {
            Assert.True(program.Evaluate(values).AsBool());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < 100; at++)
        {
            program.Evaluate(values);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Variable_ThatIsNoNameOrDeclaredTwice_Throws()
    {
        Assert.Throws<ArgumentException>(() => new CelEnvironmentBuilder().Variable("a b", CelType.Int));
        Assert.Throws<ArgumentException>(() => new CelEnvironmentBuilder().Variable("a.", CelType.Int));
        Assert.Throws<ArgumentException>(() => new CelEnvironmentBuilder().Variable("a", CelType.Int).Variable("a", CelType.Int));
        Assert.Throws<ArgumentOutOfRangeException>(() => CelLimits.Default with { Steps = 0 });
    }

    private static CelProgram Program(string text)
    {
        var compiled = Shop.Compile(text);
        Assert.True(compiled.Succeeded, string.Join('\n', compiled.Problems));
        return compiled.Program;
    }

    private static CelValue Loud(ReadOnlySpan<CelValue> arguments, ref CelBudget budget)
        => budget.TryTakeSize(arguments[0].AsString().Length) ? CelValue.String(arguments[0].AsString().ToUpperInvariant()) : budget.Exceeded();

    private static CelValue Vat(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Double(arguments[0].AsDouble() * 1.19);
}
