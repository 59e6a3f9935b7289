using System.Runtime.ExceptionServices;
using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>Evaluation is total: what goes wrong is a value and never an exception on the way, and no input makes a stack deep.</summary>
public sealed class CelTotalityTests
{
    /// <summary>The smallest that .NET gives a thread where nobody asks: that of Windows.</summary>
    private const int SmallStack = 1024 * 1024;

    private static readonly CelEnvironment Environment = new CelEnvironmentBuilder()
        .Variable("x", CelType.Dyn).Variable("y", CelType.Int).Variable("cart.total", CelType.Double)
        .Limits(CelLimits.Default with { Steps = 50_000, Size = 50_000, ExpressionDepth = 500 })
        .Build();

    private static readonly CelBindings Values = new() { { "x", CelValue.List(CelValue.Int(1), CelValue.String("é")) }, { "y", CelValue.Int(7) } };

    /// <summary>A zone that nobody knows is not among them: the framework's own search throws inside, and answers with false.</summary>
    [Theory]
    [InlineData("1 / (y - 7)")]
    [InlineData("9223372036854775807 + y")]
    [InlineData("{'a': 1}[string(y)]")]
    [InlineData("[1][y]")]
    [InlineData("x.nothing")]
    [InlineData("cart.total > 1.0")]
    [InlineData("int('y')")]
    [InlineData("uint(0 - y)")]
    [InlineData("double('1e')")]
    [InlineData("int(1e300)")]
    [InlineData("timestamp('tomorrow')")]
    [InlineData("duration('soon')")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') + duration('1h')")]
    [InlineData("'a'.matches('(' + string(y))")]
    [InlineData("string(b'\\xff')")]
    [InlineData("'%d'.format(['a'])")]
    [InlineData("base64.decode('?')")]
    [InlineData("ip('1.2.3')")]
    [InlineData("optional.none().value()")]
    [InlineData("'a'.substring(y)")]
    [InlineData("[1, 2].map(v, v / (v - 1))")]
    [InlineData("dyn('a') < 1")]
    public void Evaluate_OfWhatGoesWrong_ThrowsNothingEvenInside(string text)
    {
        var program = Environment.CompileUnchecked(text).Program!;
        _ = program.Evaluate(Values); // what is made once, such as a table of zones, may be made by then

        Assert.Empty(ThrownBy(() => Assert.True(program.Evaluate(Values).IsError)));
    }

    [Fact]
    public void Evaluate_OfRandomExpressions_ThrowsNothingEvenInside()
    {
        var generator = new ExpressionGenerator(11);
        for (var at = 0; at < 2000; at++)
        {
            var text = generator.Next(at % 6);
            if (Environment.CompileUnchecked(text).Program is { } program)
            {
                var thrown = ThrownBy(() => program.Evaluate(Values));
                Assert.True(thrown.Count == 0, $"{text}\n{thrown.FirstOrDefault()}");
            }
        }
    }

    [Theory]
    [InlineData("(", "y", ")", 490)]
    [InlineData("!", "true", "", 490)]
    [InlineData("-", "y", "", 490)]
    [InlineData("[", "y", "]", 240)]
    [InlineData("{1: ", "y", "}", 240)]
    [InlineData("y + ", "y", "", 490)]
    [InlineData("true ? 1 : ", "1", "", 490)]
    [InlineData("[1].map(v, ", "y", ")", 160)]
    [InlineData("cel.bind(v, 1, ", "y", ")", 160)]
    [InlineData("size('' + string(", "1", "))", 160)]
    public void Evaluate_OfTheDeepestExpression_FitsASmallStack(string open, string core, string close, int levels)
    {
        var text = string.Concat(Enumerable.Repeat(open, levels)) + core + string.Concat(Enumerable.Repeat(close, levels));
        string? answer = null;
        var thread = new Thread(
            () =>
            {
                var compiled = Environment.CompileUnchecked(text);
                answer = compiled.Program is { } program ? program.Evaluate(Values) + program.Text : compiled.Problems[0].ToString();
                _ = Environment.Compile(text);
            },
            SmallStack);
        thread.Start();
        thread.Join();

        Assert.False(string.IsNullOrEmpty(answer));
    }

    /// <summary>Every exception on this thread, caught or not.</summary>
    private static List<Exception> ThrownBy(Action act)
    {
        var (thrown, here) = (new List<Exception>(), System.Environment.CurrentManagedThreadId);
        void Note(object? sender, FirstChanceExceptionEventArgs args)
        {
            if (System.Environment.CurrentManagedThreadId == here)
            {
                thrown.Add(args.Exception);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Note;
        try
        {
            act();
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
        }

        return thrown;
    }
}
