using OmniChannel.Expressions;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/expressions.md shows.</summary>
public sealed class ExpressionSamples
{
    [Fact]
    public void Condition_OfThePage_Holds()
    {
        #region Condition
        var environment = new CelEnvironmentBuilder()
            .Variable("cart.total", CelType.Double)
            .Variable("stage", CelType.String)
            .Build();

        var compiled = environment.Compile("cart.total < 20.0 && stage in ['cart', 'pay']");
        foreach (var problem in compiled.Problems)
        {
            Console.WriteLine(problem); // such as 1:12: '<' does not take (double, string); expected …
        }

        var facts = new CelBindings { { "cart.total", CelValue.Double(12.5) }, { "stage", CelValue.String("pay") } };
        var answer = compiled.Program?.Evaluate(facts);
        #endregion

        Assert.Empty(compiled.Problems);
        Assert.Equal(CelValue.True, answer);
        Assert.StartsWith("1:12: '<' does not take (double, string); expected", environment.Compile("cart.total < 'a'").Problems[0].ToString(), StringComparison.Ordinal);
    }
}
