using System.Globalization;
using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>Facts as the variables of expressions: a flag is a bool, a number an int, a text a string, money a type of its own.</summary>
internal static class CelFacts
{
    /// <summary>What one expression of a policy may cost: it is evaluated for every channel of every decision.</summary>
    private static readonly CelLimits Limits = new() { SourceLength = 20_000, ExpressionDepth = 200, Steps = 20_000, Size = 100_000, PatternLength = 500 };

    /// <summary>The environment of a schema; the variables stand in the order of its facts, then of the names of numbers.</summary>
    public static CelEnvironment EnvironmentOf(FactSchema schema)
    {
        var environment = new CelEnvironmentBuilder().Limits(Limits).Type(CelMoney.MoneyType)
            .Function(CelOverload.Global("money", CelMoney.MoneyType, MoneyOf, CelType.String))
            .Function(CelOverload.Global("minorUnits", CelType.Int, MinorUnits, CelMoney.MoneyType, CelType.String));
        foreach (var fact in schema.All)
        {
            environment.Variable(fact.Name, TypeOf(fact.Kind));
        }

        foreach (var (name, _) in FactLabels.All)
        {
            environment.Variable(name, CelType.Int);
        }

        return environment.Build();
    }

    public static CelValue Of(FactValue value) => value.Kind switch
    {
        FactKind.Flag => CelValue.Bool(value.Number == 1),
        FactKind.Number => CelValue.Int(value.Number),
        FactKind.Text => CelValue.String(value.Text!),
        _ => CelValue.Opaque(new CelMoney(new Money(value.Number, new Currency(value.Text!)))),
    };

    /// <summary>"20.00 EUR", as money prints itself; null for anything else.</summary>
    public static Money? ReadMoney(string text)
    {
        if (text.Length is < 5 or > 40 || text[^4] != ' ' || text.AsSpan(text.Length - 3).ContainsAnyExceptInRange('A', 'Z')
            || !decimal.TryParse(text.AsSpan(0, text.Length - 4), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return null;
        }

        try
        {
            return Money.Of(amount, text[^3..]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static CelType TypeOf(FactKind kind) => kind switch
    {
        FactKind.Flag => CelType.Bool,
        FactKind.Number => CelType.Int,
        FactKind.Text => CelType.String,
        _ => CelMoney.MoneyType,
    };

    private static CelValue MoneyOf(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) => ReadMoney(arguments[0].AsString()) is { } money
        ? CelValue.Opaque(new CelMoney(money))
        : CelValue.Error(CelErrorCode.InvalidArgument, "money is written as \"20.00 EUR\"");

    /// <summary>Money in minor units of the currency that is stated; another one is an error.</summary>
    private static CelValue MinorUnits(ReadOnlySpan<CelValue> arguments, ref CelBudget budget) =>
        arguments[0].AsOpaque() is CelMoney { Money: var money } && money.Currency.Code == arguments[1].AsString()
            ? CelValue.Int(money.Minor)
            : CelValue.Error(CelErrorCode.InvalidArgument, "the money is of another currency");
}
