using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>Reads a condition written in the Common Expression Language into the tree that C# makes. What is no range, set or flag stays an expression.</summary>
internal sealed class ConditionParser
{
    private readonly FactSchema _schema;
    private readonly List<ConditionProblem> _problems;

    private ConditionParser(FactSchema schema, List<ConditionProblem> problems) => (_schema, _problems) = (schema, problems);

    /// <summary>The condition, or null and what is wrong.</summary>
    public static Condition? Parse(string text, FactSchema schema, List<ConditionProblem> problems)
    {
        var before = problems.Count;
        if (Parser.Parse(text, schema.Environment.Limits, out var problem) is not { } tree)
        {
            problems.Add(new(JsonCodes.Syntax, problem!.Position.Offset, $"The condition cannot be read: {problem.Message}."));
            return null;
        }

        var condition = new ConditionParser(schema, problems).Read(tree);
        return problems.Count == before ? condition : null;
    }

    /// <summary>The parser bounds the height of an expression, so this may recurse.</summary>
    private Condition Read(Expr expr) => expr switch
    {
        LogicalExpr logical => logical.Operands.Skip(1).Aggregate(Read(logical.Operands[0]), (left, right) => logical.IsAnd ? left & Read(right) : left | Read(right)),
        UnaryExpr { Operator: UnaryOperator.Not } not => !Read(not.Operand),
        LiteralExpr { Value.Kind: CelKind.Bool } literal => literal.Value.AsBool() ? Condition.Always : Condition.Never,
        SelectExpr { Test: true } test when FactAt(test.Operand, test.Field) is { } fact => new KnownCondition(fact),
        BinaryExpr binary => Compared(binary) ?? General(expr),
        IdentExpr or SelectExpr when FactAt(expr) is { Kind: FactKind.Flag } flag => new CompareCondition(flag, CompareOperator.Equal, FactValue.Of(true)),
        _ => General(expr),
    };

    private Condition? Compared(BinaryExpr binary)
    {
        if (binary.Operator == BinaryOperator.In)
        {
            return FactAt(binary.Left) is { } member && binary.Right is ListExpr { Items.Count: > 0 } list && list.Items.All(item => !item.Optional && Constant(member, item.Value) is not null)
                ? new OneOfCondition(member, [.. list.Items.Select(item => Checked(member, item.Value))])
                : null;
        }

        if (OperatorOf(binary.Operator) is not { } op)
        {
            return null;
        }

        return FactAt(binary.Left) is { } fact && Constant(fact, binary.Right) is not null ? Compared(fact, op, binary.Right)
            : FactAt(binary.Right) is { } mirrored && Constant(mirrored, binary.Left) is not null ? Compared(mirrored, Mirrored(op), binary.Left)
            : null;
    }

    /// <summary>Texts and flags are equal or not; their order is left to the language.</summary>
    private CompareCondition? Compared(Fact fact, CompareOperator op, Expr constant) =>
        fact.Kind is FactKind.Number or FactKind.Money || op is CompareOperator.Equal or CompareOperator.NotEqual ? new CompareCondition(fact, op, Checked(fact, constant)) : null;

    /// <summary>A constant of the fact's type; null for anything else.</summary>
    private static FactValue? Constant(Fact fact, Expr expr) => (fact.Kind, expr) switch
    {
        (FactKind.Flag, LiteralExpr { Value: { Kind: CelKind.Bool } value }) => FactValue.Of(value.AsBool()),
        (FactKind.Number, LiteralExpr { Value: { Kind: CelKind.Int } value }) => FactValue.Of(value.AsInt()),
        (FactKind.Number, IdentExpr or SelectExpr) => NamePath.Of(expr) is { } path && FactLabels.Read(fact, path.Text) is { } number ? FactValue.Of(number) : null,
        (FactKind.Text, LiteralExpr { Value: { Kind: CelKind.String } value }) => FactValue.Of(value.AsString()),
        (FactKind.Money, CallExpr { Target: null, Function: "money", Arguments: [LiteralExpr { Value: { Kind: CelKind.String } value }] }) => FactValue.Of(CelFacts.ReadMoney(value.AsString()) ?? default),
        _ => null,
    };

    private FactValue Checked(Fact fact, Expr expr)
    {
        var constant = Constant(fact, expr)!.Value;
        if (constant is { Kind: FactKind.Money, Text: null })
        {
            _problems.Add(new(JsonCodes.BadValue, expr.Offset, "This is no money.", "Write it as money(\"20.00 EUR\"), with no more digits than the currency has."));
        }
        else if (fact.Domain.Problem(constant) is { } problem)
        {
            _problems.Add(new(JsonCodes.BadValue, expr.Offset, $"{fact} {problem}."));
        }

        return constant;
    }

    private Condition General(Expr expr)
    {
        var compiled = _schema.Environment.Compile(Printer.Print(expr));
        if (compiled.Program is not { } program)
        {
            foreach (var problem in compiled.Problems)
            {
                _problems.Add(new(JsonCodes.Types, expr.Offset, $"In {Printer.Print(expr)}: {problem.Message}."));
            }

            return Condition.Never;
        }

        if (program.ResultType != CelType.Bool && program.ResultType != CelType.Dyn)
        {
            _problems.Add(new(JsonCodes.Types, expr.Offset, $"A condition is true or false; {program.Text} is of type {program.ResultType}."));
        }

        if (FactNames.MisusedMoney(expr, _schema) is { } money)
        {
            _problems.Add(new(JsonCodes.Types, money.Offset, $"In {program.Text}: money is compared in a stated currency only.", "Compare a fact with money('20.00 EUR'), or count it by minorUnits(cart.total, 'EUR')."));
        }

        // what fails before any fact is read fails for everybody
        if (program.Evaluate() is { IsError: true, Fault: { Code: CelErrorCode.InvalidArgument or CelErrorCode.LimitExceeded } fault })
        {
            _problems.Add(new(JsonCodes.Types, expr.Offset, $"In {program.Text}: {fault.Message}."));
        }

        return new CelCondition(program, _schema, [.. _schema.All.Where(fact => FactNames.In(expr).Contains(fact.Name))]);
    }

    private Fact? FactAt(Expr expr) => NamePath.Of(expr) is { } path ? _schema.Find(path.Text) : null;

    private Fact? FactAt(Expr operand, string field) => NamePath.Of(operand) is { } path ? _schema.Find(path.With(field).Text) : null;

    private static CompareOperator? OperatorOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => CompareOperator.Equal,
        BinaryOperator.NotEqual => CompareOperator.NotEqual,
        BinaryOperator.Less => CompareOperator.Less,
        BinaryOperator.LessOrEqual => CompareOperator.LessOrEqual,
        BinaryOperator.Greater => CompareOperator.Greater,
        BinaryOperator.GreaterOrEqual => CompareOperator.GreaterOrEqual,
        _ => null,
    };

    private static CompareOperator Mirrored(CompareOperator op) => op switch
    {
        CompareOperator.Less => CompareOperator.Greater,
        CompareOperator.LessOrEqual => CompareOperator.GreaterOrEqual,
        CompareOperator.Greater => CompareOperator.Less,
        CompareOperator.GreaterOrEqual => CompareOperator.LessOrEqual,
        _ => op,
    };
}
