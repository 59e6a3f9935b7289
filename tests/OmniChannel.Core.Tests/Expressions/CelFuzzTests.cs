using System.Text;
using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>Whatever the text: a value, an error or a problem with its place, soon and in little memory. Seeded and bounded.</summary>
public sealed class CelFuzzTests
{
    private const int Texts = 4000;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private static readonly CelEnvironment Environment = new CelEnvironmentBuilder()
        .Variable("x", CelType.Dyn).Variable("y", CelType.Int).Variable("cart.total", CelType.Double)
        .Limits(CelLimits.Default with { Steps = 100_000, Size = 100_000 })
        .Build();

    private static readonly CelBindings Values = new() { { "x", CelValue.List(CelValue.Int(1), CelValue.String("é")) }, { "y", CelValue.Int(7) } };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compile_OfNoise_AnswersWithAPlace(int seed)
    {
        var generator = new ExpressionGenerator(seed);
        var octets = new byte[64];
        var random = new Random(seed);
        Bounded(Texts, at =>
        {
            random.NextBytes(octets);
            return at % 2 == 0 ? generator.Noise(at % 80) : Encoding.Latin1.GetString(octets);
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Compile_OfMutatedExpressions_AnswersWithAPlace(int seed)
    {
        var generator = new ExpressionGenerator(seed);
        Bounded(Texts, at => generator.Mutated(generator.Next(at % 6)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Evaluate_OfRandomExpressions_EndsWithinItsBudget(int seed)
    {
        var generator = new ExpressionGenerator(seed);
        Bounded(Texts, at => generator.Next(at % 7));
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Compile_OfABomb_IsRefusedOrEndsSoon(string name)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = TimeProvider.System.GetTimestamp();

        Answer(Bomb(name));

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 256_000_000, $"{name} allocates {allocated} bytes");
        Assert.True(TimeProvider.System.GetElapsedTime(started) < LongestRun, name);
    }

    public static TheoryData<string> Bombs => [.. BombTexts.Keys];

    private static readonly Dictionary<string, Func<string>> BombTexts = new()
    {
        ["open parentheses"] = () => new('(', 90_000),
        ["closed parentheses"] = () => new string('(', 40_000) + "1" + new string(')', 40_000),
        ["lists in lists"] = () => new string('[', 40_000) + new string(']', 40_000),
        ["maps in maps"] = () => string.Concat(Enumerable.Repeat("{1:", 20_000)),
        ["nots"] = () => new string('!', 90_000) + "true",
        ["minuses"] = () => new string('-', 90_000) + "1",
        ["sum"] = () => string.Join('+', Enumerable.Repeat("1", 40_000)),
        ["or"] = () => string.Join("||", Enumerable.Repeat("false", 14_000)),
        ["undeclared names"] = () => string.Join("||", Enumerable.Range(0, 11_000).Select(at => $"n{at}(1)")),
        ["misfits"] = () => string.Join("||", Enumerable.Repeat("1=='a'", 11_000)),
        ["questions"] = () => string.Concat(Enumerable.Repeat("true?1:", 12_000)) + "1",
        ["selections"] = () => "x" + string.Concat(Enumerable.Repeat(".a", 40_000)),
        ["calls"] = () => string.Concat(Enumerable.Repeat("size(", 15_000)),
        ["macros"] = () => string.Concat(Enumerable.Repeat("[1].map(v,", 9_000)),
        ["a megabyte of text"] = () => "'" + new string('a', 1_000_000) + "'",
        ["text of the longest length"] = () => "'" + new string('a', 99_998) + "'",
        ["a long number"] = () => new('9', 99_000),
        ["a long fraction"] = () => "0." + new string('9', 99_000),
        ["a long comment"] = () => "1 //" + new string('/', 99_000),
        ["doubled text"] = () => Doubled("'aaaaaaaaaa'", "v + v"),
        ["doubled list"] = () => Doubled("[1]", "v + v"),
        ["shared list"] = () => Doubled("[1]", "[v, v]") + " == []",
        ["shared map"] = () => $"{Doubled("{'a': 1}", "{'a': v, 'b': v}")} == {{}}",
        ["nested loops"] = () => string.Concat(Enumerable.Range(0, 60).Select(at => $"[0,1,2,3].all(v{at}, ")) + "1/0 == 1" + new string(')', 60),
        ["mapped again and again"] = () => "['foo','bar']" + string.Concat(Enumerable.Repeat(".map(v, [v+v,v+v])", 60)),
        ["a deep block"] = () => $"cel.block([[1],{string.Join(',', Enumerable.Range(0, 4000).Select(at => $"[cel.index({at})]"))}], cel.index(4000)) == []",
        ["open types"] = () => $"cel.block([{string.Join(',', Enumerable.Repeat("[]", 1500))}], {string.Join("&&", Enumerable.Range(0, 1499).Select(at => $"cel.index({at})==[cel.index({at + 1})]"))})",
        ["wide format"] = () => "'%.1000f%.1000f'.format([1e308, 1e-308])",
        ["replaced"] = () => Doubled("'aaaaaaaaaa'", "v + v", 12) + ".replace('', 'aaaaaaaaaaaaaaaaaaaa')",
        ["found nowhere"] = () => $"cel.bind(t, {Doubled("'aaaaaaaaaa'", "v + v", 13)}, t.contains(t.substring(0, 40000) + 'b'))",
        ["regex repeated"] = () => "'" + new string('a', 30) + "!'.matches('(a+)+$')",
        ["regex nested"] = () => $"'a'.matches('{new string('(', 400)}a{new string(')', 400)}')",
        ["regex counted"] = () => "'a'.matches('((((a{30}){30}){30}){30})')",
        ["regex alternatives"] = () => $"'{new string('a', 5000)}'.matches('(a|aa|aaa)*(b|{string.Join('|', Enumerable.Range(0, 100).Select(at => new string('a', at % 9)))})c')",
        ["regex classes"] = () => $"'{new string('é', 9000)}'.matches('[\\\\p{{L}}\\\\p{{N}}]*[^\\\\p{{L}}](.*.*.*.*.*x){{0,20}}y')",
        ["regex made"] = () => $"['a','b'].map(v, ['c','d'].map(w, 'aaaa'.matches({Doubled("'(a?)'", "v + v", 9)} + w)))",
        ["regex in a loop"] = () => $"[{string.Join(',', Enumerable.Range(0, 2000))}].all(v, 'a'.matches('a' + string(v)) || true)",
    };

    private static string Bomb(string name) => BombTexts[name]();

    /// <summary>A value that each of some bindings makes twice as large.</summary>
    private static string Doubled(string start, string step, int times = 60)
        => $"cel.bind(v, {start}, {string.Concat(Enumerable.Repeat($"cel.bind(v, {step}, ", times))}v{new string(')', times + 1)}";

    private static void Bounded(int texts, Func<int, string> text)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var at = 0; at < texts; at++)
        {
            Answer(text(at));
        }

        Assert.True(TimeProvider.System.GetElapsedTime(started) < LongestRun);
    }

    private static void Answer(string text)
    {
        foreach (var compiled in new[] { Environment.Compile(text), Environment.CompileUnchecked(text) })
        {
            foreach (var problem in compiled.Problems)
            {
                Assert.InRange(problem.Position.Offset, 0, text.Length);
                Assert.True(problem.Position is { Line: > 0, Column: > 0 } && problem.Message.Length is > 0 and < 2000, problem.ToString());
            }

            if (compiled.Succeeded)
            {
                _ = compiled.Program.Evaluate(Values).ToString();
            }
        }
    }
}
