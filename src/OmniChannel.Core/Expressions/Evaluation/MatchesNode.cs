using System.Text.RegularExpressions;

namespace OmniChannel.Expressions;

/// <summary><c>text.matches('…')</c> with a pattern that is written out: it is read once.</summary>
internal sealed class MatchesNode(CelPosition position, Node text, Regex pattern) : Node(position, text)
{
    public override CelValue Evaluate(ref Evaluation run)
    {
        var value = text.Evaluate(ref run);
        return value.Kind switch
        {
            CelKind.String => Located(Patterns.IsMatch(pattern, value.Text, ref run.Budget)),
            CelKind.Error => value,
            _ => NoOverload("matches", value),
        };
    }
}
