using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>What the checker deduces.</summary>
public sealed class CelTypeTests
{
    private static readonly CelType A = CelType.Parameter("A");

    private static readonly CelEnvironment Environment = new CelEnvironmentBuilder()
        .Variable("x", CelType.Dyn).Variable("scores", CelType.Map(CelType.String, CelType.List(CelType.Int)))
        .Function(CelOverload.Global("pair", CelType.Opaque("pair", A, A), Never, A, A))
        .Function(CelOverload.Global("either", CelType.Int, Never, CelType.Int))
        .Function(CelOverload.Global("either", CelType.String, Never, CelType.String))
        .Build();

    [Theory]
    [InlineData("1", "int")]
    [InlineData("[]", "list(dyn)")]
    [InlineData("[1, 2]", "list(int)")]
    [InlineData("[1, 'a']", "list(dyn)")]
    [InlineData("[[], [1]]", "list(list(int))")]
    [InlineData("[[[[]]], [], [[]]]", "list(list(list(list(dyn))))")]
    [InlineData("{'a': 1}", "map(string, int)")]
    [InlineData("{}", "map(dyn, dyn)")]
    [InlineData("scores['a'][0]", "int")]
    [InlineData("scores.a", "list(int)")]
    [InlineData("scores.?a", "optional_type(list(int))")]
    [InlineData("scores.?a[0]", "optional_type(int)")]
    [InlineData("scores[?'a'].orValue([])", "list(int)")]
    [InlineData("scores.map(k, k)", "list(string)")]
    [InlineData("scores.transformMap(k, v, v.size())", "map(string, int)")]
    [InlineData("scores.filter(k, true)", "list(string)")]
    [InlineData("scores.all(k, v, v[0] > 0)", "bool")]
    [InlineData("x.y.z", "dyn")]
    [InlineData("x ? 1 : 2", "int")]
    [InlineData("true ? 1 : x", "dyn")]
    [InlineData("[].map(e, e)[0].anything", "dyn")]
    [InlineData("[optional.none(), optional.of(1)]", "list(optional_type(int))")]
    [InlineData("[optional.of(1), null][0]", "optional_type(int)")]
    [InlineData("[?optional.of(1)]", "list(int)")]
    [InlineData("pair(1, 2)", "pair(int, int)")]
    [InlineData("pair(1, dyn(2))", "pair(dyn, dyn)")]
    [InlineData("either(1)", "int")]
    [InlineData("either(x)", "dyn")]
    [InlineData("type(1)", "type(int)")]
    [InlineData("cel.bind(a, [1], a + a)", "list(int)")]
    [InlineData("timestamp(0) - timestamp(1)", "google.protobuf.Duration")]
    [InlineData("optional.of(1).optMap(v, string(v))", "optional_type(string)")]
    [InlineData("optional.of(1).optFlatMap(v, optional.of('a'))", "optional_type(string)")]
    [InlineData("math.greatest(1, 2)", "int")]
    [InlineData("math.greatest(1, 2.0)", "dyn")]
    public void ResultType_OfAnExpression_IsDeduced(string text, string expected)
    {
        var compiled = Environment.Compile(text);

        Assert.True(compiled.Succeeded, string.Join('\n', compiled.Problems));
        Assert.Equal(expected, compiled.Program.ResultType.ToString());
    }

    [Theory]
    [InlineData("pair(1, 'a')")]
    [InlineData("either(1.5)")]
    [InlineData("scores['a'] == 1")]
    [InlineData("scores[1]")]
    [InlineData("'a' in [1]")]
    [InlineData("optional.of(1).orValue('a')")]
    public void Compile_WithTypesThatDoNotAgree_IsRefused(string text) => Assert.False(Environment.Compile(text).Succeeded);

    private static CelValue Never(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => CelValue.Null;
}
