using OmniChannel.Expressions;

namespace OmniChannel;

/// <summary>A part of a condition that fits no range, set or flag: evaluated as an expression, under a budget. An error, or a limit that is reached, is neither true nor false.</summary>
internal sealed record CelCondition(CelProgram Program, FactSchema Schema, IReadOnlyList<Fact> Reads) : Condition
{
    public Truth Evaluate(IFactSource facts) => Program.Evaluate(new FactVariables(facts, Schema)) is { Kind: CelKind.Bool } answer
        ? answer.AsBool() ? Truth.True : Truth.False
        : Truth.Unknown;

    public bool Equals(CelCondition? other) => other is not null && Program.Text == other.Program.Text && Reads.SequenceEqual(other.Reads);

    public override int GetHashCode() => string.GetHashCode(Program.Text, StringComparison.Ordinal);

    private protected override string Print() => Program.Tree is ConditionalExpr ? $"({Program.Text})" : Program.Text;

    /// <summary>Reads facts as variables; one that is absent or erroneous has no value.</summary>
    private sealed class FactVariables(IFactSource facts, FactSchema schema) : CelVariables
    {
        public override bool TryGet(CelVariable variable, out CelValue value)
        {
            if (variable.Index >= schema.All.Count)
            {
                value = CelValue.Int(FactLabels.All[variable.Index - schema.All.Count].Value);
                return true;
            }

            var found = facts.Read(schema.All[variable.Index]);
            value = found.State == FactState.Present ? CelFacts.Of(found) : default;
            return found.State == FactState.Present;
        }
    }
}
