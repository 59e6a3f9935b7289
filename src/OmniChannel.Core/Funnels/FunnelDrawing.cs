using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Draws a funnel as a Mermaid state diagram.</summary>
internal static class FunnelDrawing
{
    private const int Longest = 60;

    public static string Of(Funnel funnel)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        var names = new Dictionary<FunnelStage, string>();
        for (var i = 0; i < funnel.Stages.Count; i++)
        {
            var stage = funnel.Stages[i];
            names.TryAdd(stage.Stage, string.Create(CultureInfo.InvariantCulture, $"s{i + 1}"));
            text.Append(CultureInfo.InvariantCulture, $"    s{i + 1}: {Plain(stage.Stage.Name)}\n");
            text.Append(CultureInfo.InvariantCulture, $"    note right of s{i + 1} : {Plain(stage.Goal)}\n");
        }

        if (funnel.Stages.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    [*] --> s1{(funnel.EnteredBy is { Count: > 0 } by ? $": {Plain(string.Join(", ", by))}" : "")}\n");
        }

        foreach (var transition in funnel.Transitions)
        {
            foreach (var from in transition.From.Where(names.ContainsKey))
            {
                if (names.TryGetValue(transition.To, out var to))
                {
                    text.Append(CultureInfo.InvariantCulture, $"    {names[from]} --> {to}: {(transition.IsRegression ? "back, " : "")}{Plain(transition.Reason(null))}\n");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>What ends a label, or begins something else, in Mermaid is left out; a label that is long is cut.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(char.IsControl(c) ? ' ' : c is ';' or '#' or ':' or '<' or '>' or '{' or '}' ? ' ' : c);
        }

        return plain.Length <= Longest ? plain.ToString() : plain.ToString(0, Longest) + "…";
    }
}
