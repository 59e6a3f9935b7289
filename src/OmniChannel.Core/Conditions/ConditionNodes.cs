namespace OmniChannel;

internal sealed record ConstantCondition(bool Value) : Condition
{
    private protected override string Print() => Value ? "true" : "false";
}

internal sealed record AndCondition(Condition Left, Condition Right) : Condition
{
    private protected override string Print() => $"{(Left is AndCondition ? Left.ToString() : Nested(Left))} && {Nested(Right)}";
}

internal sealed record OrCondition(Condition Left, Condition Right) : Condition
{
    private protected override string Print() => $"{(Left is OrCondition ? Left.ToString() : Nested(Left))} || {Nested(Right)}";
}

internal sealed record NotCondition(Condition Inner) : Condition
{
    private protected override string Print() => $"!({Inner})";
}

internal sealed record KnownCondition(Fact Fact) : Condition
{
    private protected override string Print() => $"has({Fact})";
}

internal sealed record CompareCondition(Fact Fact, CompareOperator Operator, FactValue Constant) : Condition
{
    private protected override string Print() => Fact.Kind == FactKind.Flag && Constant.Number == 1 && Operator == CompareOperator.Equal
        ? Fact.Name
        : $"{Fact} {Sign(Operator)} {FactLabels.Write(Fact, Constant)}";

    internal static string Sign(CompareOperator op) => op switch
    {
        CompareOperator.Equal => "==",
        CompareOperator.NotEqual => "!=",
        CompareOperator.Less => "<",
        CompareOperator.LessOrEqual => "<=",
        CompareOperator.Greater => ">",
        _ => ">=",
    };
}

internal sealed record OneOfCondition(Fact Fact, IReadOnlyList<FactValue> Constants) : Condition
{
    public bool Equals(OneOfCondition? other) => other is not null && Fact.Equals(other.Fact) && Constants.SequenceEqual(other.Constants);

    public override int GetHashCode() => HashCode.Combine(Fact, Constants.Count, Constants[0]);

    private protected override string Print() => $"{Fact} in [{string.Join(", ", Constants.Select(constant => FactLabels.Write(Fact, constant)))}]";
}
