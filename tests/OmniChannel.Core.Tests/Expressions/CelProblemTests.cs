using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>What is wrong with an expression, and where.</summary>
public sealed class CelProblemTests
{
    private static readonly CelEnvironment Shop = new CelEnvironmentBuilder()
        .Variable("cart.total", CelType.Double).Variable("stage", CelType.String).Variable("tags", CelType.List(CelType.String)).Build();

    [Theory]
    [InlineData("", 0, 1, 1, "the end of the expression")]
    [InlineData("1 +", 3, 1, 4, "the end of the expression")]
    [InlineData("1 +\r\n  * 2", 7, 2, 3, "'*'")]
    [InlineData("1\r+\r)", 4, 3, 1, "')'")]
    [InlineData("a == 'x", 5, 1, 6, "no end")]
    [InlineData("'a\nb'", 2, 1, 3, "line ends")]
    [InlineData("'a\\qb'", 2, 1, 3, "escape")]
    [InlineData("1 = 2", 2, 1, 3, "'=='")]
    [InlineData("9223372036854775808", 0, 1, 1, "larger than an int")]
    [InlineData("18446744073709551616u", 0, 1, 1, "larger than a uint")]
    [InlineData("1e999", 0, 1, 1, "larger than a double")]
    [InlineData("12ab", 0, 1, 1, "does not belong")]
    [InlineData("x.all(1, true)", 6, 1, 7, "simple name")]
    [InlineData("has(x)", 4, 1, 5, "has(a.b)")]
    [InlineData("while", 0, 1, 1, "reserved")]
    [InlineData("T{a: 1}", 1, 1, 2, "no protocol buffers")]
    public void Compile_OfWhatIsNoExpression_SaysWhereAndWhy(string text, int offset, int line, int column, string says)
    {
        var problem = Assert.Single(Shop.Compile(text).Problems);

        Assert.Equal(CelStage.Syntax, problem.Stage);
        Assert.Equal((offset, line, column), (problem.Position.Offset, problem.Position.Line, problem.Position.Column));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cart.total < 'a'", 11, "does not take (double, string)")]
    [InlineData("stag == 'a'", 0, "did you mean 'stage'")]
    [InlineData("stage.startWith('a')", 6, "did you mean 'startsWith'")]
    [InlineData("stage", -1, "")]
    [InlineData("1 + 1u", 2, "does not take (int, uint)")]
    [InlineData("stage.size", 6, "has no fields")]
    [InlineData("1.all(x, true)", 2, "expected a list or a map")]
    [InlineData("tags.all(t, t)", 12, "expected bool")]
    [InlineData("{1.5: 1}", 1, "a key is double")]
    [InlineData("tags[stage]", 4, "does not take")]
    [InlineData("stage.matches('(')", 14, "not closed")]
    [InlineData("[1].map(x, x.y)", 13, "has no fields")]
    public void Compile_OfWhatDoesNotFit_SaysWhereAndWhy(string text, int offset, string says)
    {
        var problems = Shop.Compile(text).Problems;
        if (offset < 0)
        {
            Assert.Empty(problems);
            return;
        }

        var problem = Assert.Single(problems);
        Assert.Equal((CelStage.Types, offset), (problem.Stage, problem.Position.Offset));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Not inline data: attributes are UTF-8, in which halves of pairs do not exist.</summary>
    [Fact]
    public void Compile_OfHalvesOfPairs_SaysWhere()
    {
        Assert.Equal("1:1: the character U+D800 starts nothing", Assert.Single(Shop.Compile("\uD800").Problems).ToString());
        Assert.Equal("1:3: half of a surrogate pair stands alone, which is no character", Assert.Single(Shop.Compile("'a\uDC00'").Problems).ToString());
        Assert.Equal("1:2: half of a surrogate pair stands alone, which is no character", Assert.Single(Shop.Compile("'\\uD800\\u0041'").Problems).ToString());
    }

    [Fact]
    public void Compile_WithManyProblems_TellsThemAllUpToTwenty()
    {
        Assert.Equal(3, Shop.Compile("a && b && 1").Problems.Count);
        Assert.Equal(20, Shop.Compile(string.Join(" && ", Enumerable.Range(0, 30).Select(at => $"a{at}"))).Problems.Count);
    }

    [Fact]
    public void Compile_OfALongText_IsRefusedAtTheLimit()
    {
        var environment = new CelEnvironmentBuilder().Limits(CelLimits.Default with { SourceLength = 10 }).Build();

        Assert.Equal(10, Assert.Single(environment.Compile("1 + 1 + 1 + 1").Problems).Position.Offset);
        Assert.True(environment.Compile("1 + 1 + 11").Succeeded);
    }

    [Fact]
    public void Compile_OfADeepText_CountsLevels()
    {
        var environment = new CelEnvironmentBuilder().Limits(CelLimits.Default with { ExpressionDepth = 40 }).Build();

        Assert.True(environment.Compile($"{new string('(', 32)}1{new string(')', 32)}").Succeeded);
        Assert.True(environment.Compile(string.Join(" + ", Enumerable.Repeat("1", 40))).Succeeded);
        Assert.True(environment.Compile(string.Join(" || ", Enumerable.Repeat("true", 4000))).Succeeded);
        Assert.Contains("40 deep", Assert.Single(environment.Compile($"{new string('[', 41)}{new string(']', 41)}").Problems).Message, StringComparison.Ordinal);
        Assert.Contains("40 deep", Assert.Single(environment.Compile(string.Join(" + ", Enumerable.Repeat("1", 42))).Problems).Message, StringComparison.Ordinal);
    }
}
