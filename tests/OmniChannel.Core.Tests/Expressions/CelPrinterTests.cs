using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

public sealed class CelPrinterTests
{
    [Theory]
    [InlineData("1+2*3", "1 + 2 * 3")]
    [InlineData("(1+2)*3", "(1 + 2) * 3")]
    [InlineData("1-(2-3)", "1 - (2 - 3)")]
    [InlineData("((a))&&(b||c)&&d", "a && (b || c) && d")]
    [InlineData("a?b:c?d:e", "a ? b : c ? d : e")]
    [InlineData("(a?b:c)?d:e", "(a ? b : c) ? d : e")]
    [InlineData("!(!a)", "!!a")]
    [InlineData("-(1)", "-(1)")]
    [InlineData("- 1", "-1")]
    [InlineData("-(1.5)[a]", "-(1.5[a])")]
    [InlineData("-(-1)", "--1")]
    [InlineData("!(a.b)", "!a.b")]
    [InlineData("(-1).f()", "(-1).f()")]
    [InlineData("\"it's\"", "'it\\'s'")]
    [InlineData("b\"\\xff\\x41\"", "b'\\xffA'")]
    [InlineData("0xFFu", "255u")]
    [InlineData("1e0", "1.0")]
    [InlineData("1e30", "1e+30")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("x . y [ 0 ] . ? z", "x.y[0].?z")]
    [InlineData("{'a' : 1 , ? b : c ,}", "{'a': 1, ?b: c}")]
    [InlineData("a.`b-c`.`d`", "a.`b-c`.d")]
    [InlineData("has( a.b )", "has(a.b)")]
    [InlineData("l.existsOne(v,v>1)", "l.exists_one(v, v > 1)")]
    [InlineData("l.map(v,v>1,v+1)", "l.map(v, v > 1, v + 1)")]
    [InlineData("cel.bind(a,1,a+a)", "cel.bind(a, 1, a + a)")]
    [InlineData("cel.block([1],cel.index(0))", "cel.block([1], cel.index(0))")]
    [InlineData("l.map(cel.iterVar(0,1),cel.iterVar(0,1))", "l.map(cel.iterVar(0, 1), cel.iterVar(0, 1))")]
    [InlineData(".a.b(c)", ".a.b(c)")]
    [InlineData("a in b // why", "a in b")]
    public void Text_OfAProgram_IsCanonical(string text, string expected)
        => Assert.Equal(expected, CelEnvironment.Standard.CompileUnchecked(text).Program?.Text);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Text_OfRandomExpressions_ReadsBackAsItselfWithTheSameAnswer(int seed)
    {
        var generator = new ExpressionGenerator(seed);
        var read = 0;
        for (var at = 0; at < 3000; at++)
        {
            var text = generator.Next(at % 7);
            if (CelEnvironment.Standard.CompileUnchecked(text).Program is not { } program)
            {
                continue;
            }

            read++;
            var again = CelEnvironment.Standard.CompileUnchecked(program.Text);
            Assert.True(again.Succeeded, $"{text}\n{program.Text}\n{string.Join('\n', again.Problems)}");
            Assert.Equal(program.Text, again.Program.Text);
            Assert.Equal(Answer(program), Answer(again.Program));
        }

        Assert.True(read > 2000, $"Only {read} of the expressions are read.");
    }

    private static string Answer(CelProgram program)
    {
        var value = program.Evaluate();
        return value.IsError ? $"{value.AsError().Code}" : $"{value.Kind} {value}";
    }
}
