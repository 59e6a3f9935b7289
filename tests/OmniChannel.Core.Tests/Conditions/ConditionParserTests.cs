using OmniChannel.Tests.Policies;

namespace OmniChannel.Tests.Conditions;

public sealed class ConditionParserTests
{
    [Fact]
    public void Parse_OfAnyTreeThatPrintsItself_IsThatTree()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var tree = new AnyPolicy(seed).Tree(6);

            Assert.Equal(tree, Parse(tree.ToString()));
        }
    }

    [Fact]
    public void Evaluate_OfAnyTree_IsWhatTheLanguageSays()
    {
        var (asked, unknown) = (0, 0);
        for (var seed = 0; seed < 3000; seed++)
        {
            var any = new AnyPolicy(seed);
            var tree = any.Tree(5);
            if (tree.ToString().Contains("money(", StringComparison.Ordinal))
            {
                continue; // compares in a stated currency, which the language knows nothing of
            }

            var program = AnyPolicy.Schema.Environment.Compile(tree.ToString()).Program!;
            var world = new FactTable(any.World());
            var answer = new CelCondition(program, AnyPolicy.Schema, []).Evaluate(world);
            Assert.True(answer == ConditionWalker.Evaluate(tree, world), $"seed {seed}: {tree} is {answer}");
            (asked, unknown) = (asked + 1, unknown + (answer == Truth.Unknown ? 1 : 0));
        }

        Assert.InRange(asked, 1000, 3000);
        Assert.InRange(unknown, 100, asked / 2);
    }

    [Theory]
    [InlineData("20 > customer.age", "customer.age < 20")]
    [InlineData("((customer.age) < 20)", "customer.age < 20")]
    [InlineData("true == presence.site", "presence.site")]
    [InlineData("'DE' != customer.country", "customer.country != \"DE\"")]
    [InlineData("customer.age < -1 && true || false", "(customer.age < -1 && true) || false")]
    [InlineData("customer.age > 1 || (customer.age > 2 || customer.age > 3)", "customer.age > 1 || (customer.age > 2 || customer.age > 3)")]
    [InlineData("customer.age > 1 || customer.age > 2 || customer.age > 3", "customer.age > 1 || customer.age > 2 || customer.age > 3")]
    [InlineData("!presence.site", "!(presence.site)")]
    [InlineData("cart.total>=money('1 JPY')", "cart.total >= money(\"1 JPY\")")]
    [InlineData("2 <= message.urgency", "message.urgency >= urgency.high")]
    [InlineData("urgency.low == message.urgency", "message.urgency == urgency.low")]
    [InlineData("has(cart.total)", "has(cart.total)")]
    public void Parse_OfOtherWords_IsTheSameTree(string written, string canonical)
    {
        var tree = Parse(written);

        Assert.Equal(canonical, tree.ToString());
        Assert.Equal(tree, Parse(canonical));
        Assert.DoesNotContain(Leaves(tree), leaf => leaf is CelCondition);
    }

    [Theory]
    [InlineData("customer.age < 20.5")]
    [InlineData("customer.country < 'M'")]
    [InlineData("customer.age in [1, 2.0]")]
    [InlineData("customer.age == customer.hoursSinceTouch")]
    [InlineData("size(customer.country) == 2")]
    [InlineData("presence.site ? presence.app : presence.store")]
    public void Parse_OfWhatIsNoRangeSetOrFlag_StaysAnExpression(string written)
    {
        Assert.IsType<CelCondition>(Parse(written));
        Assert.Equal(Parse(written), Parse(Parse(written).ToString()));
        Assert.NotEmpty(((CelCondition)Parse(written)).Reads);
    }

    [Theory]
    [InlineData("cart.total == customer.spent")]
    [InlineData("[cart.total].exists(x, x == money('1 EUR'))")]
    [InlineData("(presence.site ? cart.total : customer.spent) in [money('1 EUR')]")]
    [InlineData("minorUnits(cart.total, 'EUR') > 5 && cart.total == cart.total ? true : false")]
    public void Parse_OfMoneyWithoutAStatedCurrency_IsRefused(string written)
    {
        var problems = new List<ConditionProblem>();

        Assert.Null(ConditionParser.Parse(written, AnyPolicy.Schema, problems));
        Assert.Contains("stated currency", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        AndCondition and => Leaves(and.Left).Concat(Leaves(and.Right)),
        OrCondition or => Leaves(or.Left).Concat(Leaves(or.Right)),
        NotCondition not => Leaves(not.Inner),
        _ => [condition],
    };

    private static Condition Parse(string text)
    {
        var problems = new List<ConditionProblem>();
        var condition = ConditionParser.Parse(text, AnyPolicy.Schema, problems);
        Assert.Empty(problems);
        return condition!;
    }
}
